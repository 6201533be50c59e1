package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replaces the savepoints that are checked in with those of this build. Run it on purpose only: {@code mvn
 * test -Dtest=SavepointWriterTest -Dhotshard.savepoints.write=true}.
 */
@EnabledIfSystemProperty(named = "hotshard.savepoints.write", matches = "true")
class SavepointWriterTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int PARALLELISM = 2;
    private static final long MOST_BYTES = 200_000;

    @TempDir
    private Path state;

    static Stream<StoredSavepoint> savepoints() {
        return StoredSavepoint.all().stream();
    }

    @ParameterizedTest
    @MethodSource("savepoints")
    void shouldWriteTheSavepoint(StoredSavepoint savepoint) throws Exception {
        // A checkpoint before the savepoint would commit the hints, and then the savepoint would hold none.
        TestCluster cluster = new TestCluster(state, savepoint.backend()).withoutCheckpoints();
        try (MemoryTopics topics = new MemoryTopics(StoredSavepoint.records(), StoredSavepoint.READ)) {
            JobClient job = cluster.start(
                    topics.connectors(1).withEndpoints(StoredSavepoint.endpoints(StoredSavepoint.INPUT)),
                    PARALLELISM,
                    savepoint.settings(StoredSavepoint.TIME_ZONE),
                    null);
            topics.awaitArrivals(StoredSavepoint.READ);
            replace(savepoint.folder(), Path.of(URI.create(cluster.stop(job))));
        }
    }

    private static void replace(Path folder, Path taken) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        Files.createDirectories(folder);
        long bytes = 0;
        try (Stream<Path> files = Files.list(taken)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
