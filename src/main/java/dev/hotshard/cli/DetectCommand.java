package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.file.FileConnectors;
import dev.hotshard.connect.file.FileInput;
import dev.hotshard.event.Route;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.HotShardJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "detect",
        description = {
            "Runs the detector over exported events.",
            "Writes events.ndjson, hot-ids.ndjson and dead-letters.ndjson into DIR."
        })
final class DetectCommand implements Callable<Integer> {

    private static final String EVENTS = "events.ndjson";
    private static final String HOT_IDS = "hot-ids.ndjson";
    private static final String DEAD_LETTERS = "dead-letters.ndjson";

    @Mixin
    private ThresholdOption threshold;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private CommonOptions common;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the results; created if missing, otherwise it must be empty.")
    private Path out;

    @Mixin
    private ParallelismOption parallelism;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "INPUT",
            description = "NDJSON files, one event per line, or JSON arrays of events; gzip is decompressed, - is "
                    + "standard input.")
    private List<String> inputs;

    @Override
    public Integer call() throws Exception {
        BoundedJob.quietLogs(true);
        long start = System.nanoTime();
        Configuration conf = common.over(JobCommand.DETECT, BoundedJob.defaults(), threshold.and(Map.of()));
        Settings settings = Settings.of(conf);
        InputFiles files = InputFiles.check(inputs);
        BoundedJob.onePass(conf);
        try (OutputFolder results = OutputFolder.open(out, EVENTS, HOT_IDS, DEAD_LETTERS)) {
            // Builds the graph while the cluster starts, which keeps only one processor busy.
            CompletableFuture<StreamExecutionEnvironment> job =
                    CompletableFuture.supplyAsync(() -> job(conf, settings, connectors(files, results)));
            try (LocalCluster cluster = LocalCluster.start(conf, parallelism.orProcessors())) {
                JobExecutionResult done = BoundedJob.await(
                        cluster,
                        cluster.submit(job.join(), "hotshard detect"),
                        () -> "%,d events, %s"
                                .formatted(
                                        cluster.metrics().sum(Metrics.EVENTS),
                                        files.share(cluster.metrics().sum(Metrics.BYTES_READ))));
                results.publish();
                DetectSummary summary = DetectSummary.of(cluster.metrics(), done, System.nanoTime() - start);
                summary.warn();
                summary.print(json);
            }
        }
        return ExitCode.OK;
    }

    private static Connectors connectors(InputFiles files, OutputFolder results) {
        return new FileConnectors(
                new FileInput(files.names()),
                Map.of(
                        Route.EVENTS,
                        results.partial(EVENTS),
                        Route.HOT_IDS,
                        results.partial(HOT_IDS),
                        Route.DEAD_LETTERS,
                        results.partial(DEAD_LETTERS)));
    }

    private StreamExecutionEnvironment job(Configuration conf, Settings settings, Connectors connectors) {
        StreamExecutionEnvironment env = LocalCluster.environment(conf, parallelism.orProcessors());
        HotShardJob.define(env, connectors, settings);
        return env;
    }
}
