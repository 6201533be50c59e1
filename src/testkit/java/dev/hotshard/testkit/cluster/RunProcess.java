package dev.hotshard.testkit.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hotshard.cli.Main;
import dev.hotshard.cli.local.ChildMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code hotshard run}, or another command with a state folder, as a user runs it: in a process of its own.
 * It ends with this process, however this one ends.
 */
public final class RunProcess implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(240);
    private static final Pattern WEB_UI = Pattern.compile("^Web UI: (http://127\\.0\\.0\\.1:\\d+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private RunProcess(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Starts the command with checkpoints every second and two subtasks.
     *
     * @param state the folder for checkpoints and savepoints
     */
    public static RunProcess start(Path state, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "run",
                "-D",
                "execution.checkpointing.interval=1s",
                "-D",
                "execution.checkpointing.min-pause=0s",
                "-D",
                "web.refresh-interval=100",
                "-D",
                "metrics.fetcher.update-interval=200ms"));
        all.addAll(arguments);
        return command(state, all);
    }

    /** Starts any command that has a state folder, with two subtasks. */
    public static RunProcess command(Path state, List<String> words) throws IOException {
        Path dir = state.toAbsolutePath().getParent();
        Path stdout = Files.createTempFile(dir, "run-", ".out");
        Path stderr = Files.createTempFile(dir, "run-", ".err");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OpenModules.options());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // What a killed process leaves is deleted with the test's folder.
                "-Djava.io.tmpdir=" + dir,
                "-Dhotshard.home=" + Path.of("").toAbsolutePath(),
                "-Dlog4j2.configurationFile="
                        + ClusterConfig.OPERATORS
                                .resolve("log4j-console.properties")
                                .toUri(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                Main.class.getName(),
                words.get(0),
                "--state",
                state.toString(),
                "--parallelism",
                "2"));
        command.addAll(words.subList(1, words.size()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        return new RunProcess(builder.start(), stdout, stderr);
    }

    /** Returns when all tasks of the job run. */
    public void awaitRunning() {
        await("job running")
                .atMost(BOUND)
                .failFast(this::requireAlive)
                .until(() -> WEB_UI.matcher(stderr()).find() && isRunning());
    }

    private boolean isRunning() throws IOException {
        JsonNode tasks = overview().path("tasks");
        return tasks.path("total").asInt() > 0
                && tasks.path("running").asInt() == tasks.path("total").asInt();
    }

    /** The number of checkpoints completed since the process started. */
    public int completedCheckpoints() throws IOException {
        return rest().get("/jobs/" + overview().path("jid").asText() + "/checkpoints")
                .path("counts")
                .path("completed")
                .asInt();
    }

    /** Waits until a counter, {@code operator.group.name}, has reached {@code least} over all subtasks. */
    public void awaitCounter(String name, long least) {
        await(name).atMost(BOUND).failFast(this::requireAlive).until(() -> counter(name) >= least);
    }

    private long counter(String name) throws IOException {
        String job = "/jobs/" + overview().path("jid").asText();
        long sum = 0;
        for (JsonNode vertex : rest().get(job).path("vertices")) {
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics?agg=sum&get=" + name;
            sum += rest().get(metrics).path(0).path("sum").asLong();
        }
        return sum;
    }

    private JsonNode overview() throws IOException {
        return rest().get("/jobs/overview").path("jobs").path(0);
    }

    private ClusterRest rest() throws IOException {
        Matcher address = WEB_UI.matcher(stderr());
        if (!address.find()) {
            throw new IllegalStateException("No address of a web UI in:\n" + stderr());
        }
        return new ClusterRest(address.group(1));
    }

    /** Sends SIGKILL and returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        // The process itself would close the pipes too, and the child ends with its standard input.
        process.toHandle().destroy();
    }

    /** Waits for the process to print {@code text} on standard error. */
    public void awaitStderr(String text) {
        awaitThat(text, () -> stderr().contains(text));
    }

    /** Waits for something to happen while the process runs. */
    public void awaitThat(String what, Callable<Boolean> happened) {
        await(what)
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(5))
                .failFast(this::requireAlive)
                .until(happened);
    }

    /** Waits for the end of the process and returns its exit code. */
    public int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The process has not ended after " + BOUND.toSeconds() + " s:\n" + stderr());
        }
        return process.exitValue();
    }

    public String stdout() throws IOException {
        return Files.readString(stdout);
    }

    public String stderr() throws IOException {
        return Files.readString(stderr);
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The process has ended with " + process.exitValue() + ":\n" + stderr());
        }
    }

    @Override
    public void close() {
        kill();
    }
}
