package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.RestoreTopics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages about topics that would delete records because of their timestamps. */
class RetentionChecksITCase {

    private static final Map<String, String> WEEK = Map.of("retention.ms", "604800000");
    private static final Map<String, String> EVER = Map.of("retention.ms", "-1");

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension(Map.of("log.retention.ms", "604800000"));

    private final long old = Instant.now()
            .minus(Duration.ofDays(10))
            .truncatedTo(ChronoUnit.SECONDS)
            .toEpochMilli();
    private final List<String> warnings = new ArrayList<>();

    @Test
    void shouldRefuseIfUnreadRecordsWouldBeLost() throws Exception {
        create("old", EVER, WEEK);
        send("old-in", 1, System.currentTimeMillis());
        send("old-in", 0, old);

        assertThatThrownBy(() -> check("old", false))
                .isInstanceOf(TopicSetupException.class)
                .hasMessage(refusal("old-out", "old-in") + "\n" + refusal("old-dead-letters", "old-in"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldIgnoreRecordsThatTheGroupHasRead() throws Exception {
        create("read", EVER, WEEK);
        send("read-in", 0, old);
        send("read-in", 0, System.currentTimeMillis());
        commit("read", new TopicPartition("read-in", 0), 1);

        check("read", false);

        assertThat(warnings).containsExactly(warning("read-out", "read-in"), warning("read-dead-letters", "read-in"));
    }

    @Test
    void shouldAcceptTopicsThatKeepRecordsAsLong() throws Exception {
        create("week", WEEK, WEEK);
        send("week-in", 0, old);
        create("append", EVER, Map.of("retention.ms", "1000", "message.timestamp.type", "LogAppendTime"));
        send("append-in", 0, old);

        check("week", false);
        check("append", false);

        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldTreatACompactedInputAsKeptForever() throws Exception {
        create("compacted", Map.of("cleanup.policy", "compact", "retention.ms", "1000"), WEEK);

        check("compacted", false);

        assertThat(warnings)
                .containsExactly(
                        warning("compacted-out", "compacted-in"), warning("compacted-dead-letters", "compacted-in"));
    }

    @Test
    void shouldWarnOfFewerBytesThanTheInputKeeps() throws Exception {
        create("bytes", WEEK, Map.of("retention.bytes", "1000000"));

        check("bytes", false);

        assertThat(warnings)
                .containsExactly(
                        "topic bytes-out keeps 1000000 bytes per partition, less than bytes-in, and deletes "
                                + "older records even if unread: "
                                + remedy("bytes-out", "retention.bytes=-1"),
                        "topic bytes-dead-letters keeps 1000000 bytes per partition, less than bytes-in, and "
                                + "deletes older records even if unread: "
                                + remedy("bytes-dead-letters", "retention.bytes=-1"));
    }

    @Test
    void shouldCreateTopicsThatKeepRecordsAsLongAsTheInput() throws Exception {
        broker.createTopic("ever-in", 2, EVER);
        broker.createTopic("hour-in", 2, Map.of("retention.ms", "3600000", "retention.bytes", "5000000"));

        check("ever", true);
        check("hour", true);

        assertThat(warnings).isEmpty();
        assertThat(retentions("ever")).containsExactly(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(retentions("hour")).containsExactly(3_600_000L, 604_800_000L, 604_800_000L);
    }

    @Test
    void shouldCheckRestoresToo() throws Exception {
        broker.createTopic("from", 1, EVER);
        broker.createTopic("to", 1, WEEK);
        broker.createTopic("left", 1, EVER);
        send("from", 0, old);
        ClientSettings clients = JobTopics.of("restore")
                .settings(broker.bootstrapServers(), Map.of())
                .clients();

        assertThatThrownBy(() -> Preflight.check(clients, RestoreTopics.of("from", "to", "left", null), warnings::add))
                .isInstanceOf(TopicSetupException.class)
                .hasMessage(refusal("to", "from"));
        Preflight.check(
                clients,
                new KafkaTopics(RestoreTopics.names("from", "to-made", "left-made", "unfit-made"), true),
                warnings::add);

        assertThat(warnings).isEmpty();
    }

    private String refusal(String topic, String input) {
        return "topic " + topic + " deletes records 7 d after their own timestamps, and " + input
                + " has unread records from " + Instant.ofEpochMilli(old) + ", which would be lost: "
                + remedy(topic, "retention.ms=-1");
    }

    private static String warning(String topic, String input) {
        return "topic " + topic + " deletes records 7 d after their own timestamps, sooner than " + input
                + ", and would lose records that are read later than that: " + remedy(topic, "retention.ms=-1");
    }

    private static String remedy(String topic, String setting) {
        return "kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting;
    }

    private void check(String job, boolean create) {
        Preflight.check(
                JobTopics.of(job)
                        .settings(
                                broker.bootstrapServers(),
                                Map.of("hotshard.kafka.create-topics", Boolean.toString(create))),
                warnings::add);
    }

    private List<Long> retentions(String job) {
        JobTopics topics = JobTopics.of(job);
        try (Brokers brokers = Brokers.connect(
                topics.settings(broker.bootstrapServers(), Map.of()).clients())) {
            return List.of(topics.output(), topics.deadLetters(), topics.hotIds()).stream()
                    .map(topic -> brokers.topics().settings(topic).retentionMillis())
                    .toList();
        }
    }

    private static void create(String job, Map<String, String> input, Map<String, String> outputs) throws IOException {
        JobTopics topics = JobTopics.of(job);
        Map<String, String> deadLetters = new HashMap<>(outputs);
        deadLetters.put("max.message.bytes", "1200000");
        broker.createTopic(topics.input(), 2, input);
        broker.createTopic(topics.output(), 2, outputs);
        broker.createTopic(topics.hotIds(), 1, WEEK);
        broker.createTopic(topics.hints(), 1, WEEK);
        broker.createTopic(topics.deadLetters(), 1, deadLetters);
    }

    private static void send(String topic, int partition, long timestamp) throws Exception {
        try (KafkaProducer<String, String> producer = broker.textProducer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, partition, timestamp, null, "{}"))
                    .get();
        }
    }

    private static void commit(String group, TopicPartition partition, long offset) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
