package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.LocalJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.admin.ConfigCommand;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Records that are ten days old, in a topic with unlimited retention, on a broker that by default deletes
 * records after seven days and checks often.
 */
class RetentionITCase {

    private static final Map<String, String> EVER = Map.of("retention.ms", "-1");
    private static final String COMMAND = "kafka-configs.sh ";

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension(Map.of(
            "log.retention.ms",
            "604800000",
            "log.retention.check.interval.ms",
            "100",
            "log.initial.task.delay.ms",
            "100"));

    private static int canaries;

    @Test
    void shouldRefuseToStartUntilThePrintedCommandsHaveRun() throws Exception {
        JobTopics topics = broker.createJobTopics("job", 2, EVER, Map.of());
        send(topics.input());

        CommandRun refused = run(topics);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err().lines()).hasSize(2).allMatch(line -> line.startsWith("hotshard run: topic job-"));
        refused.err().lines().forEach(RetentionITCase::runRemedy);

        assertNothingIsLost(topics, Map.of());
    }

    @Test
    void shouldLoseNothingInTopicsThatTheJobCreates() throws Exception {
        JobTopics topics = JobTopics.of("made");
        broker.createTopic(topics.input(), 2, EVER);
        send(topics.input());

        assertNothingIsLost(topics, Map.of("hotshard.kafka.create-topics", "true"));
    }

    @Test
    void shouldKeepRestoredRecords() throws Exception {
        broker.createTopic("hot", 1, EVER);
        broker.createTopic("to", 1, Map.of());
        send(
                "hot",
                IntStream.rangeClosed(1, 8)
                        .mapToObj(i -> ("{\"event\":\"$hotshard_events\",\"properties\":{\"time\":1793000000,"
                                        + "\"distinct_id\":\"\","
                                        + "\"mp_original_event_name\":\"Click\","
                                        + "\"mp_original_distinct_id\":\"user_id\",\"$insert_id\":\"r%d\"}}")
                                .formatted(i))
                        .toList());

        CommandRun refused = restore("to");
        CommandRun restored = restore("to-made", "--create-topics");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("hotshard restore: topic to deletes records 7 d after their own timestamps, and hot has "
                        + "unread records from ")
                .endsWith(" --entity-name to --add-config retention.ms=-1\n");
        assertThat(restored.exit()).as(restored.err()).isZero();
        awaitRetention();
        assertThat(broker.count("to-made")).isEqualTo(8);
        assertThat(broker.count("to")).isZero();
    }

    private static CommandRun run(JobTopics topics) {
        return CommandRun.of(Stream.of(
                        List.of(
                                "run",
                                "--state",
                                broker.folder()
                                        .resolve(topics.job() + "-refused")
                                        .toString()),
                        topics.arguments(broker.bootstrapServers()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static CommandRun restore(String to, String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "restore",
                                "--bootstrap",
                                broker.bootstrapServers(),
                                "--from-topic",
                                "hot",
                                "--to-topic",
                                to,
                                "--state",
                                broker.folder().resolve("restore-" + to).toString(),
                                "--parallelism",
                                "1"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** Runs the command at the end of a line of the job's error message. */
    private static void runRemedy(String line) {
        ConfigCommand.main(
                line.substring(line.indexOf(COMMAND) + COMMAND.length()).split(" "));
    }

    private static void assertNothingIsLost(JobTopics topics, Map<String, String> more) throws Exception {
        Map<String, String> options = new HashMap<>(topics.options(broker.bootstrapServers()));
        options.putAll(more);
        options.put("hotshard.threshold", "2");
        LocalJob job = LocalJob.start(broker.folder().resolve(topics.job()), options);
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), topics)) {
            outputs.awaitCount(20);
            job.stop();
        }
        awaitRetention();

        assertThat(broker.count(topics.output())).isEqualTo(15);
        assertThat(broker.count(topics.deadLetters())).isEqualTo(5);
        assertThat(broker.count(topics.hotIds())).isPositive();
    }

    /**
     * Waits until the broker has checked all topics again, which is certain after it has twice deleted a record
     * written for this purpose.
     */
    private static void awaitRetention() throws Exception {
        for (int i = 0; i < 2; i++) {
            String canary = "canary-" + canaries++;
            broker.createTopic(canary, 1, Map.of());
            send(canary, List.of("{}"));
            TopicPartition partition = new TopicPartition(canary, 0);
            try (Admin admin = broker.admin()) {
                await("deletion of " + canary)
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                                        .partitionResult(partition)
                                        .get()
                                        .offset()
                                == 1);
            }
        }
    }

    /** Sends 15 events that make ids hot, and 5 dead letters. */
    private static void send(String topic) throws Exception {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            values.add("{\"event\":\"e\",\"properties\":{\"distinct_id\":\"id-%d\",\"time\":1618716477}}"
                    .formatted(i % 3));
        }
        values.addAll(List.of("1", "2", "3", "4", "5"));
        send(topic, values);
    }

    private static void send(String topic, List<String> values) throws Exception {
        long old = System.currentTimeMillis() - Duration.ofDays(10).toMillis();
        try (KafkaProducer<String, String> producer = broker.textProducer(Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, null, old, null, value))
                        .get();
            }
        }
    }
}
