package dev.hotshard.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Entry point of a child process. Runs another class's {@code main} and exits when standard input ends.
 *
 * <p>The parent holds the other end of that pipe, so the child outlives it by {@link #GRACE} at most, however
 * the parent ends. Depends on the JDK alone, so it can be added to any class path.
 */
public final class ChildMain {
    /** The time that the shutdown hooks of an orderly exit may take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private ChildMain() {}

    /** Runs the {@code main} of class {@code arguments[0]} with the remaining arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        daemon("parent-watch", () -> exitAtEnd(System.in));
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void exitAtEnd(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The parent is gone, as at the end of the stream.
        }
        daemon("exit-deadline", ChildMain::haltAfterGrace);
        System.exit(0);
    }

    /** Ends a JVM whose shutdown hooks hang: unless they end it first, the wait times out. */
    private static void haltAfterGrace() {
        try {
            new CountDownLatch(1).await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Never interrupted; halting early would be right too.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
