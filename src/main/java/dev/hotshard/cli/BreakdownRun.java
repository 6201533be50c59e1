package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.config.EventSettings;
import dev.hotshard.config.KafkaBreakdownSettings;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.file.FileConnectors;
import dev.hotshard.connect.file.FileInput;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.RangeConnectors;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.BreakdownJob;
import dev.hotshard.recover.breakdown.Breakdown;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A run of the breakdown job in a local cluster of its own. */
final class BreakdownRun {

    private final Configuration conf;

    BreakdownRun(Configuration conf) {
        this.conf = conf;
    }

    /** @throws CommandException if a file cannot be read */
    Breakdown ofFiles(List<String> names) throws Exception {
        EventSettings settings = Settings.of(conf).events();
        InputFiles files = InputFiles.check(names);
        // One thread reads and counts.
        return run(
                settings,
                new FileConnectors(new FileInput(files.names()), Map.of()),
                1,
                metrics -> files.share(metrics.sum(Metrics.BYTES_READ)),
                () -> {});
    }

    /** Waits first for transactions that are open in the topic. */
    Breakdown ofTopic(String topic, int parallelism) throws Exception {
        KafkaBreakdownSettings settings = KafkaBreakdownSettings.of(conf, topic);
        Preflight.check(settings.clients(), settings.topics(), Warnings::print);
        TopicRange range =
                TopicRange.upToNow(settings.clients(), settings.topics().input());
        new OpenTransactionsWait(settings.clients(), settings.openTransactionsWait()).await(range);
        TopicInput input = new TopicInput(settings.clients(), range);
        long records = input.records();
        return run(
                settings.settings().events(),
                new RangeConnectors(input),
                parallelism,
                metrics -> "of %,d".formatted(records),
                input::records);
    }

    private Breakdown run(
            EventSettings settings,
            Connectors connectors,
            int parallelism,
            Function<LocalMetrics, String> share,
            Runnable askBrokers)
            throws Exception {
        BoundedJob.onePass(conf);
        // Builds the graph while the cluster starts, which keeps only one processor busy.
        CompletableFuture<StreamExecutionEnvironment> job = CompletableFuture.supplyAsync(() -> {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, parallelism);
            BreakdownJob.define(env, connectors, settings);
            return env;
        });
        try (LocalCluster cluster = LocalCluster.start(conf, parallelism)) {
            return BreakdownJob.result(BoundedJob.await(
                    cluster,
                    cluster.submit(job.join(), "hotshard breakdown"),
                    () -> "%,d events, %s"
                            .formatted(cluster.metrics().sum(Metrics.EVENTS), share.apply(cluster.metrics())),
                    askBrokers));
        }
    }
}
