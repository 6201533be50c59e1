package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.DiscardingConnectors;
import dev.hotshard.connect.file.FileConnectors;
import dev.hotshard.connect.file.FileInput;
import dev.hotshard.event.Route;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.RestoreJob;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreSpec;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A restore from files to files. */
final class FileRestore {

    private static final String RESTORED = "restored.ndjson";
    private static final String LEFT = "left.ndjson";
    private static final String DEAD_LETTERS = "dead-letters.ndjson";

    private final Configuration conf;
    private final InputFiles files;
    private final RestoreSpec spec;
    private final Settings settings;
    private final RestoreSummary summary;

    FileRestore(Configuration conf, InputFiles files, RestoreFilterFlags filter, boolean json) throws Exception {
        this.conf = conf;
        this.files = files;
        settings = Settings.of(conf);
        spec = filter.spec(settings.events().keySpec());
        spec.check();
        summary = new RestoreSummary(spec, RestoreSummary.warnAbove(conf, settings), json);
        BoundedJob.onePass(conf);
    }

    /** @param out the folder for the results, or null for a dry run */
    int run(Path out, boolean batches) throws Exception {
        FileInput input = new FileInput(files.names());
        if (out == null) {
            try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
                summary.printDry(restore(
                        cluster,
                        new DiscardingConnectors(new FileConnectors(input, Map.of())),
                        batches ? ImportLimits.PRODUCT : null,
                        RestoreSummary.EXAMPLES));
            }
            return ExitCode.OK;
        }
        try (OutputFolder results = OutputFolder.open(out, RESTORED, LEFT, DEAD_LETTERS)) {
            try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
                Connectors connectors = new FileConnectors(
                        input,
                        Map.of(
                                Route.EVENTS,
                                results.partial(RESTORED),
                                Route.LEFT,
                                results.partial(LEFT),
                                Route.DEAD_LETTERS,
                                results.partial(DEAD_LETTERS)),
                        batches ? results.partialBatches() : null);
                RestoreReport report =
                        RestoreSummary.report(restore(cluster, connectors, batches ? ImportLimits.PRODUCT : null, 0));
                summary.warn(report);
                results.publish();
                summary.print(report);
            }
        }
        return ExitCode.OK;
    }

    private JobExecutionResult restore(LocalCluster cluster, Connectors connectors, ImportLimits limits, int examples)
            throws Exception {
        StreamExecutionEnvironment env = LocalCluster.environment(conf, 1);
        new RestoreJob(spec, settings.events().scatterMode(), limits, examples, null).define(env, connectors);
        return BoundedJob.await(
                cluster,
                cluster.submit(env, "hotshard restore"),
                () -> "%,d records, %,d restored, %s"
                        .formatted(
                                cluster.metrics().sum(Metrics.EVENTS),
                                cluster.metrics().sum(Metrics.RESTORED),
                                files.share(cluster.metrics().sum(Metrics.BYTES_READ))));
    }
}
