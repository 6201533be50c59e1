package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.job.KafkaRestore;
import dev.hotshard.job.RestoreEnds;
import dev.hotshard.job.RestoreJob;
import dev.hotshard.job.RestoreKafkaEnds;
import dev.hotshard.job.Settings;
import dev.hotshard.job.TopicInput;
import dev.hotshard.kafka.ClientSettings;
import dev.hotshard.kafka.RestoreConnectors;
import dev.hotshard.kafka.RestorePreflight;
import dev.hotshard.kafka.RestoreTopics;
import dev.hotshard.kafka.TopicFacts;
import dev.hotshard.kafka.TopicRange;
import dev.hotshard.operator.Metrics;
import dev.hotshard.recovery.RestoreReport;
import dev.hotshard.recovery.RestoreRules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A restore from topic to topic, which goes on where it was interrupted. */
final class RestoreTopicsRun {

    private static final String NAME = "hotshard restore";
    private static final String PREFIX = "hotshard-restore";

    private final Configuration conf;
    private final RestoreTopics topics;
    private final Path state;
    private final RestoreRules rules;
    private final RestoreSummary summary;
    private final OptionalLong warnAbove;
    private final int parallelism;

    RestoreTopicsRun(Configuration conf, RestoreTopics topics, Path state, RestoreChoice choice, int parallelism, boolean json)
            throws Exception {
        this.conf = conf;
        this.topics = topics;
        this.state = state;
        this.parallelism = parallelism;
        Settings settings = Settings.of(conf);
        rules = choice.rules(settings.keyRules());
        rules.check();
        warnAbove = RestoreSummary.warnAbove(conf, settings);
        summary = new RestoreSummary(rules, warnAbove, json);
    }

    int run(boolean dryRun) throws Exception {
        KafkaRestore restore = KafkaRestore.of(conf, topics, PREFIX, !dryRun);
        Interrupts.endAtOnce(() -> {});
        if (dryRun) {
            TopicRange range = TopicRange.upToNow(restore.clients(), topics.from());
            summary.printDry(count(restore, range, RestoreSummary.EXAMPLES));
            return ExitCode.OK;
        }
        try (StateFolder folder = StateFolder.open(state)) {
            return run(folder, restore.clients());
        }
    }

    /** @param asking clients for questions: sinks get a prefix of this restore's own */
    private int run(StateFolder folder, ClientSettings asking) throws Exception {
        TopicFacts facts = RestorePreflight.check(asking, topics, warning -> System.err.println("warning: " + warning));
        UnfinishedRestore unfinished = UnfinishedRestore.in(folder, topics, rules, () -> TopicRange.upToNow(asking, topics.from()));
        KafkaRestore restore = KafkaRestore.of(conf, topics, PREFIX + "-" + unfinished.id(), true);
        Optional<RestoreReport> finished = unfinished.finished(folder);
        if (finished.isPresent()) {
            return end(folder, finished.get());
        }
        if (warnAbove.isPresent() && !unfinished.resumed()) {
            summary.warn(RestoreSummary.report(count(restore, unfinished.range(), 0)));
        }
        Configuration kept = new Configuration(conf);
        folder.keepIn(kept);
        Optional<Path> resumed = folder.resumeFromNewest(kept);
        resumed.ifPresent(path -> System.err.println("Going on from " + path));
        Optional<JobExecutionResult> done = restore(restore, kept, new RestoreKafkaEnds(new RestoreConnectors(restore.clients(), topics, facts)),
                unfinished.range(), folder);
        if (done.isEmpty()) {
            System.err.println("Not done; the same command goes on from there");
            return ExitCode.INTERRUPTED;
        }
        return end(folder, RestoreSummary.report(done.get()));
    }

    private int end(StateFolder folder, RestoreReport report) throws Exception {
        UnfinishedRestore.forget(folder);
        summary.print(report);
        return ExitCode.OK;
    }

    private Optional<JobExecutionResult> restore(KafkaRestore restore, Configuration kept, RestoreEnds ends, TopicRange range, StateFolder folder)
            throws Exception {
        try (LocalCluster cluster = LocalCluster.start(kept, parallelism)) {
            RunningJob running = new RunningJob(cluster, cluster.submit(graph(restore, kept, ends, range, 0, UnfinishedRestore.finishedFile(folder)), NAME), status(restore, range, cluster.metrics()));
            Interrupts.stopThenEndAtOnce(running::requestStop, cluster::deleteTemporary);
            return running.awaitStop(folder.savepoints());
        }
    }

    /** Goes through the input once and writes nothing. */
    private JobExecutionResult count(KafkaRestore restore, TopicRange range, int examples) throws Exception {
        Configuration once = new Configuration(conf);
        BoundedRun.onePass(once);
        try (LocalCluster cluster = LocalCluster.start(once, parallelism)) {
            Interrupts.endAtOnce(cluster::deleteTemporary);
            StreamExecutionEnvironment env = graph(restore, once, RestoreEnds.NOWHERE, range, examples, null);
            return BoundedRun.await(cluster, cluster.submit(env, NAME), status(restore, range, cluster.metrics()));
        }
    }

    private StreamExecutionEnvironment graph(KafkaRestore restore, Configuration options, RestoreEnds ends, TopicRange range, int examples,
            Path finishedFile) {
        StreamExecutionEnvironment env = LocalCluster.environment(options, parallelism);
        new RestoreJob(rules, restore.settings().scatterMode(), null, examples, finishedFile == null ? null : finishedFile.toString())
                .define(env, new TopicInput(restore.clients(), range).read(env), ends);
        return env;
    }

    private static Supplier<String> status(KafkaRestore restore, TopicRange range, LocalMetrics metrics) {
        long records = new TopicInput(restore.clients(), range).records();
        return () -> "%,d of %,d records, %,d restored".formatted(metrics.sum(Metrics.EVENTS), records, metrics.sum(Metrics.RESTORED));
    }
}
