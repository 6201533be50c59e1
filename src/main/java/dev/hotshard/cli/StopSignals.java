package dev.hotshard.cli;

import dev.hotshard.cli.local.CleanupRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handlers for SIGINT, SIGTERM and SIGHUP (a closed terminal). Uses signals instead of shutdown hooks: a hook
 * cannot choose the exit code, and the hooks of Flink and Kafka run concurrently and close what an orderly
 * stop still needs. A signal that was ignored when the process started, as under {@code nohup}, stays ignored.
 */
final class StopSignals {

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private StopSignals() {}

    /** Makes a signal end the process at once with exit code 130, after {@link CleanupRegistry} has run. */
    static void exitAtOnce() {
        exitAtOnce(() -> {});
    }

    /** Like {@link #exitAtOnce()}, but runs {@code cleanUp} first. */
    static void exitAtOnce(Runnable cleanUp) {
        on(() -> halt(cleanUp));
    }

    /**
     * Makes the first signal call {@code stop} on a new thread, and the second one end the process at once.
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
        try {
            for (String name : SIGNALS) {
                handle(name, action);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every JDK on which this runs has sun.misc.Signal", e);
        }
    }

    /** By reflection: javac warns about the class wherever it is named, and nothing suppresses that warning. */
    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        Object handler = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        action.run();
                        return null;
                    }
                    return method.invoke(action, arguments);
                });
        Object before = handle.invoke(null, signal, handler);
        if (before == handlerType.getField("SIG_IGN").get(null)) {
            handle.invoke(null, signal, before);
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
