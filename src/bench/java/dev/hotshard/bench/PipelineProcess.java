package dev.hotshard.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.cli.local.ChildJvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FileUtils;

/** Measures in JVMs of their own, all alike: a fixed heap that is in memory from the start, and nothing compiled before. */
final class PipelineProcess implements AutoCloseable {

    private static final String HEAP = "3g";
    /** What a process may take beyond the time it was told: to start, to end, and to wait for processors. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private final Duration warmUp;
    private final Duration time;
    private final Path folder;

    PipelineProcess(Duration warmUp, Duration time) throws IOException {
        this.warmUp = warmUp;
        this.time = time;
        folder = Files.createTempDirectory("hotshard-bench-");
    }

    Measurement measure(Row row) throws IOException {
        Path result = folder.resolve("result.json");
        Files.deleteIfExists(result);
        ChildJvm child = ChildJvm.start(folder.resolve("log"), jvmOptions(), System.getProperty("java.class.path"),
                PipelineRun.class.getName(), row.variant().name(), row.keys().name(), Integer.toString(row.parallelism()), row.state().name(),
                Long.toString(warmUp.toSeconds()), Long.toString(time.toSeconds()), result.toString());
        try {
            child.awaitEnd(warmUp.plus(time).plus(GRACE));
            if (!Files.exists(result)) {
                throw new IllegalStateException(row + " gave no result:\n" + child.logTail());
            }
            return JsonMapper.builder().build().readValue(result.toFile(), Measurement.class);
        } finally {
            child.kill();
        }
    }

    private List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+AlwaysPreTouch", "-XX:+UseG1GC",
                "-Djava.io.tmpdir=" + folder));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Dhotshard") || option.startsWith("-Dlog4j2"))
                .forEach(options::add);
        return options;
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }
}
