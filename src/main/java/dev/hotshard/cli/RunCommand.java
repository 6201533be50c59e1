package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.OwnerWatch;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.event.Reason;
import dev.hotshard.flink.EndpointGuard;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.KafkaJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        modelTransformer = TopicFlags.OfRun.class,
        description = {
            "Runs the Kafka job in a local Flink cluster, with its web UI.",
            "Resumes from the newest state in DIR. The first run starts from the group's committed offsets, or "
                    + "else from the earliest.",
            "Ctrl-C stops it with a savepoint; a second Ctrl-C ends it at once."
        })
final class RunCommand implements Callable<Integer> {

    private static final String ACCEPT_LOSS = "--accept-loss";

    @Mixin
    private KafkaFlags kafka;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "hotshard-state",
            description = "Folder for checkpoints and savepoints (default: ./hotshard-state).")
    private Path state;

    @Option(
            names = ACCEPT_LOSS,
            description = {
                "Resume even if transactions of a killed run's last checkpoint can no longer be committed.",
                "Their records, from events read between the last checkpoints, are then missing from the output "
                        + "for good. The events stay counted."
            })
    private boolean acceptLoss;

    @Mixin
    private ParallelismOption parallelism;

    @Mixin
    private ThresholdOption threshold;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        Configuration conf = common.over(JobCommand.RUN, LocalCluster.configuration(), threshold.and(kafka.options()));
        KafkaJobSettings job = KafkaJobSettings.of(conf);
        try (StateFolder folder = StateFolder.open(state)) {
            if (UnfinishedRestore.isIn(folder)) {
                throw new CommandException("the state folder belongs to an unfinished restore: " + state);
            }
            Preflight.check(job.kafka(), Warnings::print);
            folder.configure(conf);
            Optional<Path> resumed = folder.resumeFromNewest(conf);
            if (resumed.isPresent()) {
                EndpointGuard.check(
                        CheckpointEndpoints.of(CheckpointFolder.metadata(resumed.get())),
                        KafkaJob.connectors(job).endpoints().now(),
                        job.kafka().acceptChangedTopics());
            }
            System.err.println("Consumer group " + job.kafka().groupId() + ", transactional ids "
                    + job.kafka().clients().transactionalIdPrefix() + "-*");
            System.err.println(resumed.map(path -> "Resuming from " + path)
                    .orElse("Starting fresh, from the committed offsets of group "
                            + job.kafka().groupId() + ", else the earliest"));
            run(folder, conf, job, resumed);
        }
        return ExitCode.OK;
    }

    private void run(StateFolder folder, Configuration conf, KafkaJobSettings job, Optional<Path> resumed)
            throws Exception {
        try (OwnerWatch owners = watchOwners(job, conf);
                LocalCluster cluster = LocalCluster.start(conf, parallelism.orProcessors())) {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, parallelism.orProcessors());
            KafkaJob.define(env, job);
            owners.await();
            if (resumed.isPresent()) {
                requireCommittable(folder, resumed.get(), job, conf);
            }
            RunningJob running =
                    new RunningJob(cluster, cluster.submit(env, "hotshard"), () -> status(cluster.metrics()));
            StopSignals.stopThenExit(running::requestStop);
            System.err.println("Web UI: " + cluster.restAddress());
            running.awaitStop(folder.savepoints());
        }
    }

    /** Called as late as possible, because transactions keep timing out while the job starts. */
    private void requireCommittable(StateFolder folder, Path resumed, KafkaJobSettings job, Configuration conf)
            throws IOException {
        Optional<String> lost =
                LostTransactions.find(folder, resumed, job.kafka().clients(), TransactionIds.JOB, conf);
        if (lost.isPresent() && !acceptLoss) {
            throw new CommandException(lost.get() + ". " + ACCEPT_LOSS
                    + " continues without them; another --state folder starts over from the committed offsets of group "
                    + job.kafka().groupId());
        }
        lost.ifPresent(Warnings::print);
    }

    /** Runs while the cluster starts, which takes as long. */
    private static OwnerWatch watchOwners(KafkaJobSettings job, Configuration conf) {
        return OwnerWatch.start(job.kafka().clients(), TransactionIds.JOB, conf, System.err::println, Warnings::print);
    }

    private static String status(LocalMetrics metrics) {
        Map<Reason, Long> letters = metrics.deadLetters();
        return "%,d events, %,d hot ids, %,d rewritten, %,d dead letters"
                .formatted(
                        metrics.sum(Metrics.EVENTS),
                        metrics.sum(Metrics.HOT_IDS),
                        metrics.sum(Metrics.REWRITTEN),
                        letters.values().stream().mapToLong(Long::longValue).sum());
    }
}
