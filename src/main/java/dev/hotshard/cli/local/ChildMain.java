package dev.hotshard.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Entry of a child process: runs another class's {@code main} and ends when standard input does.
 *
 * <p>The parent holds the other end of that pipe, so the child outlives it by {@link #GRACE} at most,
 * whatever the parent died of. It uses the JDK alone and can be put on any class path by itself.
 */
public final class ChildMain {
    /** What the shutdown hooks of an orderly end may take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private ChildMain() {}

    /** Runs {@code arguments[0]} with the rest of the arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        daemon("parent-watch", () -> exitAtEnd(System.in));
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void exitAtEnd(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // As good as the end of the stream.
        }
        daemon("exit-deadline", ChildMain::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts it; halting early would be right too.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
