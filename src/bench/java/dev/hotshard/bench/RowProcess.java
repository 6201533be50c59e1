package dev.hotshard.bench;

import dev.hotshard.cli.local.ChildJvm;
import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.TemporaryFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CoreOptions;

/**
 * Measures each row in a new JVM with the same settings: a fixed heap that is in memory from the start, the
 * garbage collector of a TaskManager, and no compiled code.
 */
final class RowProcess implements AutoCloseable {

    /** The time that a process may need beyond its measurement: to start, to end and to wait for processors. */
    private static final Duration GRACE = Duration.ofMinutes(3);
    /** The time that a process may need to fill its state. */
    private static final Duration FILL = Duration.ofHours(1);

    private final Duration warmUp;
    private final Duration time;
    private final TemporaryFolder folder;
    private volatile ChildJvm child;

    RowProcess(Duration warmUp, Duration time) throws Exception {
        this.warmUp = warmUp;
        this.time = time;
        folder = TemporaryFolder.create("hotshard-bench-");
    }

    /** The maximum duration of a job. */
    Duration longest() {
        return Stopwatch.longest(warmUp, time);
    }

    /** The working folder, deleted by {@link #close}. */
    Path folder() {
        return folder.path();
    }

    /**
     * Measures a row.
     *
     * @param main a main class that takes the arguments of a {@link RunTask} and writes its result
     */
    Measurement measure(Class<?> main, BenchRow row, String... more) throws IOException {
        Path result = folder.path().resolve("result.json");
        Files.deleteIfExists(result);
        RunTask task = new RunTask(row, warmUp, time, result, List.of(more));
        child = ChildJvm.start(
                folder.path().resolve("log"),
                jvmOptions(row),
                System.getProperty("java.class.path"),
                main.getName(),
                task.arguments());
        try {
            child.awaitEnd(longest().plus(row.fill() == 0 ? GRACE : FILL));
            if (!Files.exists(result)) {
                throw new IllegalStateException(row + " gave no result:\n" + child.logTail());
            }
            return task.read();
        } finally {
            child.kill();
        }
    }

    private List<String> jvmOptions(BenchRow row) {
        List<String> options = new ArrayList<>(List.of(
                "-Xms" + row.heap(), "-Xmx" + row.heap(), "-XX:+AlwaysPreTouch", "-Djava.io.tmpdir=" + folder.path()));
        options.addAll(List.of(LocalCluster.configuration()
                .get(CoreOptions.FLINK_TM_JVM_OPTIONS)
                .split(" ")));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens")
                        || option.startsWith("-Dhotshard")
                        || option.startsWith("-Dlog4j2"))
                .forEach(options::add);
        return options;
    }

    /** May be called by any thread, at any time and more than once. */
    @Override
    public void close() {
        ChildJvm running = child;
        if (running != null) {
            running.kill();
        }
        folder.close();
    }
}
