package dev.hotshard.bench;

import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.testkit.JobOutputs;
import dev.hotshard.testkit.JobTopics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;

/**
 * From topic to topic, on a broker in a process of its own. The events of all runs lie there before the first one begins, so that nothing but
 * job and broker needs processors.
 */
final class KafkaStage implements Stage {

    private static final int PARTITIONS = 4;
    /** More than two cores copy, the broker beside them; a copy needs no long warm-up. */
    private static final long MOST_EVENTS_PER_SECOND = 1_000_000;

    private final RowProcess process;
    private final boolean keyed;
    private final boolean rebalanced;
    private final LocalBroker broker;
    private final Set<Keys> filled = EnumSet.noneOf(Keys.class);
    private final Set<Keys> filledForProof = EnumSet.noneOf(Keys.class);
    private int jobs;

    /**
     * Starts the broker.
     *
     * @param keyed whether input partitions are those of ids, and so as uneven as they
     * @param rebalanced whether the job spreads its input
     */
    KafkaStage(RowProcess process, boolean keyed, boolean rebalanced) throws Exception {
        this.process = process;
        this.keyed = keyed;
        this.rebalanced = rebalanced;
        broker = LocalBroker.start(process.folder().resolve("broker"));
    }

    /** Out of one partition, as the reference fixes which events of a key are its first. */
    @Override
    public void prove(Row row) throws Exception {
        String input = "proof-" + row.keys();
        if (filledForProof.add(row.keys())) {
            broker.createTopic(input, 1, Map.of());
            backlog().fill(input, 1, row.keys(), Proof.EVENTS, false);
        }
        JobTopics topics = createOutputs(input);
        Proof proof = new Proof(row);
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), topics)) {
            JobClient job = KafkaRun.start(row, process.folder(), broker.bootstrapServers(), topics, Proof.OPTIONS);
            Watch.awaitEvents(job, Proof.EVENTS);
            Watch.stop(job, process.folder());
            proof.check(outputs.readToEnd());
        }
        deleteOutputs(topics);
    }

    @Override
    public Measurement measure(Row row) throws Exception {
        String input = "events-" + row.keys();
        long events = MOST_EVENTS_PER_SECOND * process.warmUp().plus(process.time()).toSeconds();
        if (filled.add(row.keys())) {
            broker.createTopic(input, PARTITIONS, Map.of());
            System.err.printf("Writing %,d events to topic %s%n", events, input);
            backlog().fill(input, PARTITIONS, row.keys(), events, keyed);
        }
        JobTopics topics = createOutputs(input);
        Measurement measured = process.measure(KafkaRun.class, row, broker.bootstrapServers(), Long.toString(broker.pid()), input,
                topics.job(), Boolean.toString(rebalanced), Long.toString(events));
        deleteOutputs(topics);
        return measured;
    }

    private Backlog backlog() {
        return new Backlog(broker.bootstrapServers(), KafkaRun.CLIENTS);
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
            admin.deleteTopics(List.of(topics.output(), topics.hotIds(), topics.hints(), topics.deadLetters())).all().get();
        }
    }

    @Override
    public void close() throws Exception {
        broker.close();
        process.close();
    }
}
