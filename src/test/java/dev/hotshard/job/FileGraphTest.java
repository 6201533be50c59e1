package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.Settings;
import dev.hotshard.connect.file.FileConnectors;
import dev.hotshard.connect.file.FileInput;
import dev.hotshard.event.Route;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.testkit.generate.RestoreFilters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The graphs of the commands on files: uids, parallelism and chains, built with {@code flink-conf}. */
class FileGraphTest {

    private static final int PARALLELISM = 4;

    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");
    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);
    private final Graph graph = new Graph(env);

    @Test
    void shouldReadFilesInOneSubtask() {
        HotShardJob.define(env, fileConnectors(), Settings.of(conf));

        assertThat(graph.parallelismByUid())
                .isEqualTo(Map.of(
                        "files", 1,
                        "lines", 1,
                        "scan", 1,
                        "gate", 1,
                        "source-side-sink", 1,
                        "detect", PARALLELISM,
                        "detector-side-sink", PARALLELISM,
                        "scattered-sink", PARALLELISM,
                        "notices-sink", 1));
    }

    @Test
    void shouldChainDetectionOfFilesAsTheKafkaJob() {
        HotShardJob.define(env, fileConnectors(), Settings.of(conf));

        assertThat(graph.tasks())
                .extracting(JobVertex::getName)
                .containsExactlyInAnyOrder(
                        "Source: files -> lines -> scan -> gate -> source-side-sink: Writer",
                        "detect -> detector-side-sink: Writer",
                        "scattered-sink: Writer",
                        "notices-sink: Writer");
    }

    @Test
    void shouldBreakDownFilesInOneTask() {
        BreakdownJob.define(
                env,
                new FileConnectors(new FileInput(List.of("in")), Map.of()),
                Settings.of(conf).events());

        assertThat(graph.tasks()).singleElement().satisfies(vertex -> {
            assertThat(vertex.getName()).isEqualTo("Source: files -> lines -> breakdown");
            assertThat(vertex.getParallelism()).isEqualTo(1);
        });
    }

    @Test
    void shouldKeepTheUidsOfARestore() {
        defineRestore();

        assertThat(graph.parallelismByUid())
                .isEqualTo(Map.of(
                        "files", 1,
                        "lines", 1,
                        "restore", 1,
                        "restore-report", 1,
                        "restored-sink", 1,
                        "batches-sink", 1));
    }

    @Test
    void shouldRestoreFilesInOneTask() {
        defineRestore();

        assertThat(graph.tasks()).hasSize(1);
    }

    private void defineRestore() {
        Settings settings = Settings.of(conf);
        RestoreSpec spec = new RestoreSpec(settings.events().keySpec(), RestoreFilters.ALL, null, null, false);
        Map<Route, Path> files = Map.of(
                Route.EVENTS,
                Path.of("restored"),
                Route.LEFT,
                Path.of("left"),
                Route.DEAD_LETTERS,
                Path.of("dead-letters"));
        new RestoreJob(spec, settings.events().scatterMode(), ImportLimits.PRODUCT, 0, null)
                .define(env, new FileConnectors(new FileInput(List.of("in")), files, "batch-%05d"));
    }

    private static FileConnectors fileConnectors() {
        return new FileConnectors(
                new FileInput(List.of("in")),
                Map.of(
                        Route.EVENTS,
                        Path.of("events"),
                        Route.HOT_IDS,
                        Path.of("hot-ids"),
                        Route.DEAD_LETTERS,
                        Path.of("dead-letters")));
    }
}
