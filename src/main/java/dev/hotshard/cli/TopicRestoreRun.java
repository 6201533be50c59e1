package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.config.ClientSettings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.DiscardingConnectors;
import dev.hotshard.connect.kafka.OwnerWatch;
import dev.hotshard.connect.kafka.RangeConnectors;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.RestoreJob;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.RestoreSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs of the restore job from topic to topic, each in a local cluster of its own. */
final class TopicRestoreRun {

    private static final String NAME = "hotshard restore";

    private final Configuration conf;
    private final RestoreSpec spec;
    private final ScatterMode scatter;
    private final Path state;
    private final int parallelism;

    /** @param state the state folder as the user spelled it, for messages */
    TopicRestoreRun(Configuration conf, RestoreSpec spec, ScatterMode scatter, Path state, int parallelism) {
        this.conf = conf;
        this.spec = spec;
        this.scatter = scatter;
        this.state = state;
        this.parallelism = parallelism;
    }

    /**
     * Reads the input once and writes nothing.
     *
     * @param connectors the input, and the destinations for what they would accept
     * @param examples the number of restored events that each subtask reports as examples
     */
    JobExecutionResult count(RangeConnectors connectors, int examples) throws Exception {
        Configuration once = new Configuration(conf);
        BoundedJob.onePass(once);
        RestoreJob job = new RestoreJob(spec, scatter, null, examples, null);
        try (LocalCluster cluster = LocalCluster.start(once, parallelism)) {
            JobID id = cluster.submit(graph(job, once, new DiscardingConnectors(connectors)), NAME);
            TopicInput input = connectors.input();
            return BoundedJob.await(cluster, id, status(input, cluster.metrics()), input::records);
        }
    }

    /**
     * Restores until the input ends, or a signal stops the job with a savepoint.
     *
     * @param folder receives the job's state and, once everything is restored, the completion file
     * @param kept the configuration, with the state to resume from
     * @param resumed the state to resume from; empty for a new restore
     * @param clients the settings of the producers
     * @return the result, or empty if the job was stopped
     * @throws CommandException if transactions of the previous run are lost
     */
    Optional<JobExecutionResult> restore(
            StateFolder folder,
            Configuration kept,
            Optional<Path> resumed,
            RangeConnectors connectors,
            ClientSettings clients)
            throws Exception {
        RestoreJob job = new RestoreJob(
                spec, scatter, null, 0, UnfinishedRestore.finishedFile(folder).toString());
        // A new restore has transactional ids that no other process can own.
        try (OwnerWatch owners = resumed.isPresent() ? watchOwners(clients) : null;
                LocalCluster cluster = LocalCluster.start(kept, parallelism)) {
            if (owners != null) {
                owners.await();
                requireCommittable(folder, resumed.get(), clients);
            }
            JobID id = cluster.submit(graph(job, kept, connectors), NAME);
            RunningJob running = new RunningJob(cluster, id, status(connectors.input(), cluster.metrics()));
            StopSignals.stopThenExit(running::requestStop);
            return running.awaitStop(folder.savepoints());
        }
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

    private StreamExecutionEnvironment graph(RestoreJob job, Configuration options, Connectors connectors) {
        StreamExecutionEnvironment env = LocalCluster.environment(options, parallelism);
        job.define(env, connectors);
        return env;
    }

    private static Supplier<String> status(TopicInput input, LocalMetrics metrics) {
        long records = input.records();
        return () -> "%,d of %,d records, %,d restored"
                .formatted(metrics.sum(Metrics.EVENTS), records, metrics.sum(Metrics.RESTORED));
    }
}
