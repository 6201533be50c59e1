package dev.hotshard.cli;

import dev.hotshard.cli.local.CleanupRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT, SIGTERM and SIGHUP, which a terminal sends when it is closed. Signals are handled directly and
 * not by shutdown hooks: a hook cannot choose the exit code, and Flink's and Kafka's hooks run beside it
 * and close what an orderly stop still needs. A signal that was ignored when the process started, as by
 * {@code nohup}, stays ignored.
 */
final class StopSignals {

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private StopSignals() {}

    /** Ends the process at once with exit code 130, and removes what it would leave behind. */
    static void exitAtOnce() {
        exitAtOnce(() -> {});
    }

    /** Ends the process at once with exit code 130, after {@code cleanUp} and all {@link CleanupRegistry}. */
    static void exitAtOnce(Runnable cleanUp) {
        on(() -> halt(cleanUp));
    }

    /**
     * Calls {@code stop} at the first signal, on a thread of its own, and ends the process at once at the
     * second.
     */
    static void stopThenExit(Runnable stop) {
        STOPPING.set(false);
        on(() -> {
            if (STOPPING.getAndSet(true)) {
                halt(() -> {});
            } else {
                new Thread(stop, "stop").start();
            }
        });
    }

    private static void on(Runnable action) {
        for (String name : SIGNALS) {
            Signal signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, received -> action.run());
            if (before == SignalHandler.SIG_IGN) {
                Signal.handle(signal, before);
            }
        }
    }

    private static void halt(Runnable cleanUp) {
        try {
            cleanUp.run();
            CleanupRegistry.removeAll();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }
}
