package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaRestoreSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.DiscardingConnectors;
import dev.hotshard.connect.kafka.OwnerWatch;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.RangeConnectors;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.flink.Endpoints;
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

/** A restore from topic to topic that resumes after an interruption. */
final class TopicRestore {

    private static final String NAME = "hotshard restore";

    private final Configuration conf;
    private final KafkaTopics topics;
    private final Path state;
    private final KafkaRestoreSettings restore;
    private final OpenTransactionsWait openTransactions;
    private final RestoreSpec spec;
    private final RestoreSummary summary;
    private final boolean warns;
    private final int parallelism;

    TopicRestore(
            Configuration conf,
            Map<TopicRole, String> topics,
            Path state,
            RestoreFilterFlags filter,
            int parallelism,
            boolean json)
            throws Exception {
        this.conf = conf;
        this.state = state;
        this.parallelism = parallelism;
        restore = KafkaRestoreSettings.of(conf, topics);
        this.topics = restore.topics();
        openTransactions = new OpenTransactionsWait(restore.clients(), restore.openTransactionsWait());
        spec = filter.spec(restore.settings().events().keySpec());
        spec.check();
        OptionalLong warnAbove = RestoreSummary.warnAbove(conf, restore.settings());
        warns = warnAbove.isPresent();
        summary = new RestoreSummary(spec, warnAbove, json);
    }

    int run(boolean dryRun) throws Exception {
        if (dryRun) {
            TopicRange range = TopicRange.upToNow(restore.clients(), topics.input());
            openTransactions.await(range);
            summary.printDry(count(range, new RangeConnectors(input(range)), RestoreSummary.EXAMPLES));
            return ExitCode.OK;
        }
        try (StateFolder folder = StateFolder.open(state)) {
            return run(folder);
        }
    }

    private int run(StateFolder folder) throws Exception {
        Preflight.check(restore.clients(), topics, Warnings::print);
        TopicRange now = TopicRange.upToNow(restore.clients(), topics.input());
        boolean begins = !UnfinishedRestore.isIn(folder);
        Endpoints endpoints =
                new RangeConnectors(input(now), restore.clients(), topics).endpoints().now();
        UnfinishedRestore unfinished = UnfinishedRestore.in(folder, topics, spec, now, endpoints);
        Optional<RestoreReport> finished = unfinished.finished(folder);
        if (finished.isPresent()) {
            return end(folder, finished.get());
        }
        if (begins) {
            openTransactions.awaitBeforeStart(folder, unfinished.range());
        } else {
            openTransactions.await(unfinished.range());
        }
        ClientSettings clients = restore.clients().withTransactionalIds("restore-" + unfinished.id());
        Connectors connectors = new RangeConnectors(input(unfinished.range()), clients, topics);
        Configuration kept = new Configuration(conf);
        folder.configure(kept);
        Optional<Path> resumed = folder.resumeFromNewest(kept);
        if (resumed.isPresent()) {
            System.err.println("Resuming from " + resumed.get());
        } else if (warns) {
            summary.warn(RestoreSummary.report(count(unfinished.range(), connectors, 0)));
        }
        Optional<JobExecutionResult> done = restore(folder, kept, unfinished.range(), connectors, clients, resumed);
        if (done.isEmpty()) {
            System.err.println("Stopped; rerun the same command to resume");
            return ExitCode.INTERRUPTED;
        }
        return end(folder, RestoreSummary.report(done.get()));
    }

    /** Called as late as possible, because transactions keep timing out while the job starts. */
    private void requireCommittable(StateFolder folder, Path resumed, ClientSettings clients) throws IOException {
        Optional<String> lost = LostTransactions.find(folder, resumed, clients, TransactionIds.RESTORE, conf);
        if (lost.isPresent()) {
            throw new CommandException(
                    lost.get() + ". Delete " + state + " and restore everything into an empty topic");
        }
    }

    private OwnerWatch watchOwners(ClientSettings clients) {
        return OwnerWatch.start(clients, TransactionIds.RESTORE, conf, System.err::println, Warnings::print);
    }

    /** Prints before it forgets the restore, so that a rerun after a crash prints without restoring again. */
    private int end(StateFolder folder, RestoreReport report) throws Exception {
        summary.print(report);
        UnfinishedRestore.forget(folder);
        return ExitCode.OK;
    }

    private Optional<JobExecutionResult> restore(
            StateFolder folder,
            Configuration kept,
            TopicRange range,
            Connectors connectors,
            ClientSettings clients,
            Optional<Path> resumed)
            throws Exception {
        RestoreJob job = new RestoreJob(
                spec,
                restore.settings().events().scatterMode(),
                null,
                0,
                UnfinishedRestore.finishedFile(folder).toString());
        // A new restore has transactional ids that no other process can own.
        try (OwnerWatch owners = resumed.isPresent() ? watchOwners(clients) : null;
                LocalCluster cluster = LocalCluster.start(kept, parallelism)) {
            if (owners != null) {
                owners.await();
                requireCommittable(folder, resumed.get(), clients);
            }
            JobID id = cluster.submit(graph(job, kept, connectors), NAME);
            RunningJob running = new RunningJob(cluster, id, status(range, cluster.metrics()));
            StopSignals.stopThenExit(running::requestStop);
            return running.awaitStop(folder.savepoints());
        }
    }

    /**
     * Reads the input once and writes nothing.
     *
     * @param connectors the input, and the destinations for what they would accept
     */
    private JobExecutionResult count(TopicRange range, Connectors connectors, int examples) throws Exception {
        Configuration once = new Configuration(conf);
        BoundedJob.onePass(once);
        RestoreJob job = new RestoreJob(spec, restore.settings().events().scatterMode(), null, examples, null);
        try (LocalCluster cluster = LocalCluster.start(once, parallelism)) {
            JobID id = cluster.submit(graph(job, once, new DiscardingConnectors(connectors)), NAME);
            return BoundedJob.await(
                    cluster, id, status(range, cluster.metrics()), () -> range.records(restore.clients()));
        }
    }

    private StreamExecutionEnvironment graph(RestoreJob job, Configuration options, Connectors connectors) {
        StreamExecutionEnvironment env = LocalCluster.environment(options, parallelism);
        job.define(env, connectors);
        return env;
    }

    private TopicInput input(TopicRange range) {
        return new TopicInput(restore.clients(), range);
    }

    private Supplier<String> status(TopicRange range, LocalMetrics metrics) {
        long records = input(range).records();
        return () -> "%,d of %,d records, %,d restored"
                .formatted(metrics.sum(Metrics.EVENTS), records, metrics.sum(Metrics.RESTORED));
    }
}
