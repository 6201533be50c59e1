package dev.hotshard.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * SIGINT and SIGTERM. Signals are handled directly and not by shutdown hooks: a hook cannot choose the exit code, and
 * Flink's and Kafka's hooks run beside it and close what an orderly stop still needs.
 */
final class Interrupts {

    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private Interrupts() {}

    /** Ends the process at once with exit code 130, after {@code cleanUp}. */
    static void endAtOnce(Runnable cleanUp) {
        on(() -> halt(cleanUp));
    }

    /** Calls {@code stop} at the first signal, on a thread of its own, and ends the process at once at the second. */
    static void stopThenEndAtOnce(Runnable stop, Runnable cleanUp) {
        STOPPING.set(false);
        on(() -> {
            if (STOPPING.getAndSet(true)) {
                halt(cleanUp);
            } else {
                new Thread(stop, "stop").start();
            }
        });
    }

    private static void on(Runnable action) {
        Signal.handle(new Signal("INT"), signal -> action.run());
        Signal.handle(new Signal("TERM"), signal -> action.run());
    }

    private static void halt(Runnable cleanUp) {
        try {
            cleanUp.run();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }
}
