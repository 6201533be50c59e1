package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaRestoreSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import dev.hotshard.connect.RestoreEnds;
import dev.hotshard.connect.kafka.LiveOwners;
import dev.hotshard.connect.kafka.OpenTransactions;
import dev.hotshard.connect.kafka.OwnerWatch;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.RestoreConnectors;
import dev.hotshard.connect.kafka.RestoreKafkaEnds;
import dev.hotshard.connect.kafka.TopicEndpoints;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.RestoreJob;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A restore from topic to topic, which goes on where it was interrupted. */
final class RestoreTopicsRun {

    private static final String NAME = "hotshard restore";

    private final Configuration conf;
    private final KafkaTopics topics;
    private final Path state;
    private final KafkaRestoreSettings restore;
    private final RestoreSpec rules;
    private final RestoreSummary summary;
    private final boolean warns;
    private final int parallelism;

    RestoreTopicsRun(
            Configuration conf,
            Map<TopicRole, String> topics,
            Path state,
            RestoreFilterFlags choice,
            int parallelism,
            boolean json)
            throws Exception {
        this.conf = conf;
        this.state = state;
        this.parallelism = parallelism;
        restore = KafkaRestoreSettings.of(conf, topics);
        this.topics = restore.topics();
        rules = choice.rules(restore.settings().events().keySpec());
        rules.check();
        OptionalLong warnAbove = RestoreSummary.warnAbove(conf, restore.settings());
        warns = warnAbove.isPresent();
        summary = new RestoreSummary(rules, warnAbove, json);
    }

    int run(boolean dryRun) throws Exception {
        if (dryRun) {
            TopicRange range = TopicRange.upToNow(restore.clients(), topics.input());
            awaitOpenTransactions(range);
            summary.printDry(count(range, record -> true, RestoreSummary.EXAMPLES));
            return ExitCode.OK;
        }
        try (StateFolder folder = StateFolder.open(state)) {
            return run(folder);
        }
    }

    private int run(StateFolder folder) throws Exception {
        Preflight.check(restore.clients(), topics, warning -> System.err.println("warning: " + warning));
        TopicRange now = TopicRange.upToNow(restore.clients(), topics.input());
        boolean begins = !UnfinishedRestore.isIn(folder);
        UnfinishedRestore unfinished =
                UnfinishedRestore.in(folder, topics, rules, now, new TopicEndpoints(restore.clients(), topics).now());
        Optional<RestoreReport> finished = unfinished.finished(folder);
        if (finished.isPresent()) {
            return end(folder, finished.get());
        }
        if (begins) {
            awaitBegin(folder, unfinished.range());
        } else {
            awaitOpenTransactions(unfinished.range());
        }
        ClientSettings clients = restore.clients().withTransactionalIds("restore-" + unfinished.id());
        RestoreConnectors connectors = new RestoreConnectors(clients, topics);
        Configuration kept = new Configuration(conf);
        folder.keepIn(kept);
        Optional<Path> resumed = folder.resumeFromNewest(kept);
        if (resumed.isPresent()) {
            System.err.println("Resuming from " + resumed.get());
        } else if (warns) {
            summary.warn(RestoreSummary.report(count(unfinished.range(), connectors.limit(), 0)));
        }
        Optional<JobExecutionResult> done =
                restore(folder, kept, unfinished.range(), new RestoreKafkaEnds(connectors), clients, resumed);
        if (done.isEmpty()) {
            System.err.println("Stopped; rerun the same command to resume");
            return ExitCode.INTERRUPTED;
        }
        return end(folder, RestoreSummary.report(done.get()));
    }

    /** What is given up before it has begun leaves nothing to be gone on with. */
    private void awaitBegin(StateFolder folder, TopicRange range) throws Exception {
        Interrupts.endAtOnce(() -> forgetQuietly(folder));
        try {
            awaitOpenTransactions(range);
        } catch (RuntimeException e) {
            UnfinishedRestore.forget(folder);
            throw e;
        }
        Interrupts.endAtOnce();
    }

    private static void forgetQuietly(StateFolder folder) {
        try {
            UnfinishedRestore.forget(folder);
        } catch (IOException e) {
            // Then the next run goes on with these ends.
        }
    }

    private void awaitOpenTransactions(TopicRange range) {
        Progress progress = new Progress();
        try {
            OpenTransactions.await(restore.clients(), range, restore.openTransactionsWait(), progress::showWait);
        } finally {
            progress.clear();
        }
    }

    /** As late as can be: transactions time out meanwhile. */
    private void requireCommittable(StateFolder folder, Path resumed, ClientSettings clients) throws IOException {
        Optional<String> lost = LostCommits.find(folder, resumed, clients, TransactionIds.RESTORE, conf);
        if (lost.isPresent()) {
            throw new CommandException(lost.get() + ". Delete " + state + " and restore all of it into an empty topic");
        }
    }

    private OwnerWatch watchOwners(ClientSettings clients) {
        return LiveOwners.watch(
                clients,
                TransactionIds.RESTORE,
                conf,
                System.err::println,
                warning -> System.err.println("warning: " + warning));
    }

    /** Prints first: whoever has not seen it can repeat the command without restoring again. */
    private int end(StateFolder folder, RestoreReport report) throws Exception {
        summary.print(report);
        UnfinishedRestore.forget(folder);
        return ExitCode.OK;
    }

    private Optional<JobExecutionResult> restore(
            StateFolder folder,
            Configuration kept,
            TopicRange range,
            RestoreEnds ends,
            ClientSettings clients,
            Optional<Path> resumed)
            throws Exception {
        RestoreJob job = new RestoreJob(
                rules,
                restore.settings().events().scatterMode(),
                null,
                0,
                UnfinishedRestore.finishedFile(folder).toString());
        // A restore that begins has ids that nobody has ever used.
        try (OwnerWatch owners = resumed.isPresent() ? watchOwners(clients) : null;
                LocalCluster cluster = LocalCluster.start(kept, parallelism)) {
            if (owners != null) {
                owners.await();
                requireCommittable(folder, resumed.get(), clients);
            }
            JobID id = cluster.submit(graph(job, kept, range, ends), NAME);
            RunningJob running = new RunningJob(cluster, id, status(range, cluster.metrics()));
            Interrupts.stopThenEndAtOnce(running::requestStop);
            return running.awaitStop(folder.savepoints());
        }
    }

    /**
     * Goes through the input once and writes nothing.
     *
     * @param limit what the destination would take
     */
    private JobExecutionResult count(TopicRange range, RecordLimit limit, int examples) throws Exception {
        Configuration once = new Configuration(conf);
        BoundedRun.onePass(once);
        RestoreJob job = new RestoreJob(rules, restore.settings().events().scatterMode(), null, examples, null);
        try (LocalCluster cluster = LocalCluster.start(once, parallelism)) {
            JobID id = cluster.submit(graph(job, once, range, RestoreEnds.nowhere(limit)), NAME);
            return BoundedRun.await(
                    cluster, id, status(range, cluster.metrics()), () -> range.records(restore.clients()));
        }
    }

    private StreamExecutionEnvironment graph(
            RestoreJob job, Configuration options, TopicRange range, RestoreEnds ends) {
        StreamExecutionEnvironment env = LocalCluster.environment(options, parallelism);
        job.define(env, new TopicInput(restore.clients(), range).read(env), ends);
        return env;
    }

    private Supplier<String> status(TopicRange range, LocalMetrics metrics) {
        long records = new TopicInput(restore.clients(), range).records();
        return () -> "%,d of %,d records, %,d restored"
                .formatted(metrics.sum(Metrics.EVENTS), records, metrics.sum(Metrics.RESTORED));
    }
}
