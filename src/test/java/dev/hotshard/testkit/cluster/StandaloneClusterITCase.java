package dev.hotshard.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterITCase {
    /** Source and sink, two of each. */
    private static final int TASKS = 4;

    @TempDir
    private static Path dir;

    private static Path jar;
    private static StandaloneCluster cluster;

    @BeforeAll
    static void startCluster() throws IOException {
        jar = jarOf(NumbersJob.class);
        cluster = StandaloneCluster.start(dir.resolve("cluster"), 2, 2, Map.of());
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void shouldRunAJobAgainWhenItsTaskManagerWasKilledAndResumeItFromASavepoint() throws IOException {
        String job = cluster.submit(jar, 2, List.of("go"));
        cluster.awaitRunning(job, TASKS);
        List<Long> running = cluster.taskManagersRunning(job);
        assertThat(running).isNotEmpty();
        assertThat(cluster.exceptions(job)).isEmpty();

        cluster.killTaskManager(running.get(0));
        assertThat(ProcessHandle.of(running.get(0))).isEmpty();
        long started = cluster.startTaskManager();
        cluster.awaitRunning(job, TASKS);

        assertThat(cluster.jobStatus(job)).isEqualTo("RUNNING");
        assertThat(cluster.exceptions(job)).isNotEmpty();
        assertThat(ProcessHandle.of(started)).isPresent();
        assertThat(cluster.taskManagersRunning(job)).isNotEmpty().doesNotContain(running.get(0));

        String savepoint = cluster.savepointAndStop(job);
        assertThat(cluster.jobStatus(job)).isEqualTo("FINISHED");

        String resumed = cluster.resume(jar, 1, savepoint, List.of("go"));
        cluster.awaitRunning(resumed, TASKS / 2);
        assertThat(cluster.taskManagersRunning(resumed)).hasSize(1);
    }

    @Test
    void shouldTellWhyAJobWasNotSubmitted() {
        assertThatThrownBy(() -> cluster.submit(jar, 1, List.of("nonsense")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Unknown arguments [nonsense]");
    }

    @Test
    void shouldHaveNothingOfTheJobOnItsOwnClassPath() {
        assertThat(ClusterClassPath.jars())
                .anyMatch(jar -> jar.contains("flink-runtime-2"))
                .noneMatch(jar -> jar.matches(".*/(flink-connector-kafka|kafka|jackson|hash4j|picocli|junit)[^/]*"));
    }

    private static Path jarOf(Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        String entry = main.getName().replace('.', '/') + ".class";
        Path file = dir.resolve("job.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream target = new JarOutputStream(out, manifest);
                InputStream source = main.getResourceAsStream(main.getSimpleName() + ".class")) {
            target.putNextEntry(new JarEntry(entry));
            source.transferTo(target);
        }
        return file;
    }
}
