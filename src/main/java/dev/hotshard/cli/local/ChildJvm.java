package dev.hotshard.cli.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that runs a Java program and writes all that it prints to a log file.
 *
 * <p>It ends with its parent, also when that is killed ({@link ChildMain}). A Ctrl-C in the terminal is the
 * parent's to answer: the child ignores SIGINT. {@link ChildMain} must be on the child's class path.
 */
public final class ChildJvm {
    private static final int TAIL_LINES = 20;
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code main} with the options and arguments given, and returns without waiting for it to be up.
     *
     * @param log created, or appended to when it exists
     */
    public static ChildJvm start(Path log, List<String> jvmOptions, String classPath, String main, String... arguments)
            throws IOException {
        // An ignored signal stays ignored through exec, and a JVM leaves it so.
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"", JAVA.toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, ChildMain.class.getName(), main));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return CleanupRegistry.create(() -> new ChildJvm(builder.start(), log), ChildJvm::kill);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot start a process", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended, for {@code bound} at most, and says whether it has. */
    public boolean awaitEnd(Duration bound) throws IOException {
        try {
            return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for process " + pid());
        }
    }

    /** Sends SIGKILL and returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        CleanupRegistry.forget(this);
    }

    /**
     * Asks the process to end in order, and kills it when it has not within {@code bound}; returns when it
     * is gone.
     */
    public void stop(Duration bound) {
        try {
            process.getOutputStream().close();
            awaitEnd(bound);
        } catch (IOException e) {
            // The pipe is broken when the process has gone by itself; an interrupted caller does not wait.
        } finally {
            kill();
        }
    }

    /** The last lines of the log, for a message about what went wrong. */
    public String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
