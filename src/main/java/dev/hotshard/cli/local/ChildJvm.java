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
 * A child process that runs a Java program and writes its output to a log file.
 *
 * <p>It ends with its parent, even if that is killed ({@link ChildMain}). It ignores SIGINT: a Ctrl-C in the
 * terminal is for the parent to handle. {@link ChildMain} must be on the child's class path. Thread-safe.
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
     * Starts {@code main} and returns without waiting for it to be ready.
     *
     * @param log the log file, created or appended to
     */
    public static ChildJvm start(Path log, List<String> jvmOptions, String classPath, String main, String... arguments)
            throws IOException {
        // An ignored signal stays ignored through exec, and a JVM keeps it ignored.
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

    /** The id of the process, even after it has ended. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits up to {@code timeout} for the process to end; returns whether it has. */
    public boolean awaitEnd(Duration timeout) throws IOException {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
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
     * Closes the process's standard input, which makes it shut down, and kills it if it has not ended
     * within {@code timeout}. Returns when it is gone.
     */
    void stop(Duration timeout) {
        try {
            process.getOutputStream().close();
            awaitEnd(timeout);
        } catch (IOException e) {
            // The pipe is broken if the process has ended already; an interrupted caller does not wait.
        } finally {
            kill();
        }
    }

    /** The last 20 lines of the log, for error messages. */
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
