package dev.hotshard.bench;

import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.testkit.kafka.CommittedReader;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/**
 * Runs jobs from topic to topic, on a broker in a process of its own. The input topics are filled before the
 * first run begins, so that only job and broker compete for processors.
 */
final class KafkaStage implements Stage {

    private static final int PARTITIONS = 4;
    private static final long PROOF_STEP = Proof.EVENTS / 20;
    private static final Duration HINT_BOUND = Duration.ofMinutes(1);
    /** Checkpoints in quick succession, because a checkpoint commits hints. */
    private static final Map<String, String> PROOF_OPTIONS = Map.of(
            CheckpointingOptions.CHECKPOINTING_INTERVAL.key(),
            "200 ms",
            CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS.key(),
            "0 ms");

    private final RowProcess process;
    private final boolean keyed;
    private final boolean rebalanced;
    private final int lingerMillis;
    private final LocalBroker broker;
    private final Backlog backlog;
    private final Set<Keys> filled = EnumSet.noneOf(Keys.class);
    private int jobs;

    /**
     * Starts the broker.
     *
     * @param keyed whether the input is partitioned by id, as unevenly as the ids
     * @param rebalanced whether the job rebalances its input
     * @param lingerMillis linger.ms of all producers
     */
    KafkaStage(RowProcess process, boolean keyed, boolean rebalanced, int lingerMillis) throws Exception {
        this.process = process;
        this.keyed = keyed;
        this.rebalanced = rebalanced;
        this.lingerMillis = lingerMillis;
        broker = LocalBroker.start(process.folder().resolve("broker"));
        backlog = new Backlog(broker.bootstrapServers(), KafkaRun.producers(lingerMillis));
    }

    /**
     * Proves the job on one partition, because the reference determines which events of a key come first.
     * Sends half of the events only after hints are committed, so that the gate has work to do.
     */
    @Override
    public void prove(BenchRow row) throws Exception {
        JobTopics topics = createOutputs("proof-" + jobs);
        broker.createTopic(topics.input(), 1, Map.of());
        Proof proof = new Proof(row);
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), topics);
                CommittedReader hints = CommittedReader.start(broker.bootstrapServers(), topics.hints(), count -> {})) {
            backlog.fill(topics.input(), 1, row.keys(), 0, Proof.EVENTS / 2, false);
            Map<String, String> options = new HashMap<>(PROOF_OPTIONS);
            options.putAll(proof.options());
            JobClient job =
                    KafkaRun.start(row, process.folder(), broker.bootstrapServers(), topics, lingerMillis, options);
            Stopwatch.awaitEvents(job, Proof.EVENTS / 2);
            if (row.variant() == Variant.GATE_ON) {
                Awaitility.await("a hint").atMost(HINT_BOUND).until(() -> hints.count() > 0);
            }
            for (long from = Proof.EVENTS / 2; from < Proof.EVENTS; from += PROOF_STEP) {
                backlog.fill(topics.input(), 1, row.keys(), from, from + PROOF_STEP, false);
                Stopwatch.awaitEvents(job, from + PROOF_STEP);
            }
            Stopwatch.stop(job, process.folder());
            proof.check(outputs.readToEnd());
        }
        deleteOutputs(topics);
    }

    @Override
    public void prepare(BenchRow row) throws Exception {
        if (filled.add(row.keys())) {
            System.err.printf("Writing %,d events to topic %s%n", events(), input(row));
            broker.createTopic(input(row), PARTITIONS, Map.of());
            backlog.fill(input(row), PARTITIONS, row.keys(), 0, events(), keyed);
        }
    }

    @Override
    public Measurement measure(BenchRow row) throws Exception {
        JobTopics topics = createOutputs(input(row));
        KafkaTask task = new KafkaTask(
                broker.bootstrapServers(),
                broker.pid(),
                topics.input(),
                topics.job(),
                rebalanced,
                lingerMillis,
                events());
        Measurement measured = process.measure(KafkaRun.class, row, task.arguments());
        deleteOutputs(topics);
        return measured;
    }

    private static String input(BenchRow row) {
        return DiskPlan.topic(row.keys());
    }

    private long events() {
        return DiskPlan.events(process.longest());
    }

    private JobTopics createOutputs(String input) throws Exception {
        JobTopics topics = KafkaRun.topics(input, "job-" + ++jobs);
        broker.createTopic(topics.output(), PARTITIONS, Map.of());
        for (String topic : List.of(topics.hotIds(), topics.hints(), topics.deadLetters())) {
            broker.createTopic(topic, 1, Map.of("max.message.bytes", Integer.toString(2 << 20)));
        }
        return topics;
    }

    private void deleteOutputs(JobTopics topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(topics.output(), topics.hotIds(), topics.hints(), topics.deadLetters()))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
