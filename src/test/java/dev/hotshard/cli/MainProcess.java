package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A command in a JVM of its own, to test exit codes, signals and all output, including logs. */
final class MainProcess implements AutoCloseable {

    private static final long BOUND_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private MainProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a command.
     *
     * @param folder the folder for its output
     * @param launcher words before the command line that starts the JVM
     */
    static MainProcess start(Path folder, List<String> launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Dlog4j2"))
                .forEach(command::add);
        Files.createDirectories(temporary(folder));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary(folder),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(args).forEach(command::add);
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        return new MainProcess(
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start(),
                out,
                err);
    }

    /** The temporary directory of processes that print to {@code folder}. */
    static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    /** Whether a launcher can run a command. */
    static boolean canRun(List<String> launcher, String command) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(launcher.stream(), Stream.of(command))
                                    .toList())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** The standard input of the process; closing it signals the end of input. */
    OutputStream input() {
        return process.getOutputStream();
    }

    /** Writes text to the standard input and waits until the process has written some results. */
    void feed(String text, Path results) throws IOException {
        input().write(text.getBytes(UTF_8));
        input().flush();
        Awaitility.await()
                .atMost(Duration.ofSeconds(BOUND_SECONDS))
                .until(() -> results.toFile().length() > 0);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** Waits for the process to end and returns its result. */
    CommandRun await() throws IOException, InterruptedException {
        if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running; it printed: " + Files.readString(err));
        }
        return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
