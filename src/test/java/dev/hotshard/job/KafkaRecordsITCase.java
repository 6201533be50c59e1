package dev.hotshard.job;

import static dev.hotshard.testkit.generate.Records.header;
import static dev.hotshard.testkit.generate.Records.record;
import static dev.hotshard.testkit.generate.Records.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.testkit.generate.Records;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.KafkaJobFixture;
import dev.hotshard.testkit.reference.Wtf8;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events and alerts as Kafka records: keys, partitions, headers, timestamps. */
class KafkaRecordsITCase {
    private static final int THRESHOLD = 2;
    private static final String HEX = "[0-9a-f]{32}";

    @RegisterExtension
    private static final KafkaJobFixture JOB =
            new KafkaJobFixture(1_048_588, Map.of("hotshard.threshold", Integer.toString(THRESHOLD)));

    @Test
    void shouldKeyColdEventsByTheTextOfTheirId() throws Exception {
        List<String> ids = List.of("\"alice\"", "\"\\u0061l\\u00e9\"", "1e2", "\"\\ud83d\\ude00\"", "\"x\\ud83d\"");

        List<ConsumerRecord<byte[], byte[]>> events =
                send(ids.stream().map(KafkaRecordsITCase::event).toArray(String[]::new));

        assertThat(events)
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder(
                        Wtf8.bytes("alice"),
                        Wtf8.bytes("alé"),
                        Wtf8.bytes("1e2"),
                        Wtf8.bytes("\ud83d\ude00"),
                        Wtf8.bytes("x\ud83d"));
        assertThat(events)
                .extracting(KafkaRecordsITCase::value)
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(KafkaRecordsITCase::event).toList());
        assertThat(events).allSatisfy(KafkaRecordsITCase::assertLiesWhereKafkaPutsItsKey);
    }

    @Test
    void shouldKeyRewrittenAndExemptEventsByHashes() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> events = send(
                event("\"hot\""),
                event("\"hot\""),
                event("\"hot\""),
                event("null"),
                "{}",
                event("\"hot\"").replace("\"e\"", "\"$hotshard_events\""));

        List<ConsumerRecord<byte[], byte[]>> scattered =
                events.stream().filter(e -> !text(e.key()).equals("hot")).toList();
        assertThat(scattered).hasSize(4);
        assertThat(scattered)
                .extracting(record -> text(record.key()))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches(HEX));
        assertThat(scattered).allSatisfy(KafkaRecordsITCase::assertLiesWhereKafkaPutsItsKey);
    }

    @Test
    void shouldKeepHeadersInOrderAndAddTheDateOfARewrite() throws Exception {
        ProducerRecord<byte[], byte[]> event = record(
                JOB.inputTopic(),
                event("\"headers\""),
                header("b", "1"),
                header("a", null),
                header("é", "2"),
                header("b", ""));

        List<ConsumerRecord<byte[], byte[]>> events =
                JOB.send(Map.of(), List.of(event, event, event)).events();

        assertThat(events)
                .filteredOn(e -> text(e.key()).equals("headers"))
                .hasSize(THRESHOLD)
                .extracting(e -> texts(e.headers()))
                .containsOnly(List.of("b=1", "a=null", "é=2", "b="));
        assertThat(events)
                .filteredOn(e -> !text(e.key()).equals("headers"))
                .extracting(e -> texts(e.headers()))
                .containsExactly(List.of("b=1", "a=null", "é=2", "b=", "hotshard-rewritten=2021-04-18"));
    }

    @Test
    void shouldKeepTimestampsUnlessABrokerWouldRefuseThem() throws Exception {
        long before = System.currentTimeMillis();
        long soon = before + Duration.ofSeconds(50).toMillis();
        long far = before + Duration.ofDays(400).toMillis();
        List<ConsumerRecord<byte[], byte[]>> events = JOB.send(
                        Map.of(),
                        List.of(
                                timed(0L),
                                timed(Records.TIMESTAMP),
                                timed(soon),
                                timed(far),
                                Records.withoutTimestamp(JOB.inputTopic(), event("\"none\""))))
                .events();
        long after = System.currentTimeMillis();

        Map<String, Long> timestamps =
                events.stream().collect(Collectors.toMap(e -> text(e.key()), ConsumerRecord::timestamp));
        assertThat(timestamps)
                .containsEntry("at-0", 0L)
                .containsEntry("at-" + Records.TIMESTAMP, Records.TIMESTAMP)
                .containsEntry("at-" + soon, soon);
        assertThat(timestamps.get("at-" + far)).isBetween(before, after);
        assertThat(timestamps.get("none")).isBetween(before, after);
    }

    @Test
    void shouldWriteAnAlertAsJsonUnderTheCounterKey() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        JobOutputs.TopicContents earlier = JOB.records();
        send(
                event("\"al\\ud83dert\""),
                event("\"al\\ud83dert\""),
                event("\"al\\ud83dert\""),
                event("\"al\\ud83dert\""));
        List<ConsumerRecord<byte[], byte[]>> alerts =
                await().until(() -> JOB.records().since(earlier).hotIds(), records -> !records.isEmpty());

        assertThat(alerts).hasSize(1);
        assertThat(text(alerts.get(0).key())).matches(HEX);
        JsonNode json = JsonMapper.builder().build().readTree(alerts.get(0).value());
        assertThat(Instant.parse(json.path("detected_at").asText())).isBetween(before, Instant.now());
        assertThat(value(alerts.get(0)))
                .isEqualTo("{\"schema_version\":1,\"type\":\"OPENED\",\"project\":\"p\","
                        + "\"distinct_id\":\"al\\uD83Dert\",\"event_date\":\"2021-04-18\",\"threshold\":2,"
                        + "\"count\":3,\"event_name\":\"e\","
                        + "\"detected_at\":\"" + json.path("detected_at").asText() + "\"}");
    }

    private static List<ConsumerRecord<byte[], byte[]>> send(String... values) throws Exception {
        return JOB.send(
                        Map.of(),
                        Arrays.stream(values)
                                .map(value -> record(JOB.inputTopic(), value))
                                .toList())
                .events();
    }

    private static ProducerRecord<byte[], byte[]> timed(long timestamp) {
        return record(
                JOB.inputTopic(),
                timestamp,
                null,
                event("\"at-" + timestamp + '"').getBytes(UTF_8));
    }

    private static void assertLiesWhereKafkaPutsItsKey(ConsumerRecord<byte[], byte[]> record) {
        assertThat(record.partition())
                .isEqualTo(Utils.toPositive(Utils.murmur2(record.key())) % KafkaJobFixture.PARTITIONS);
    }

    private static String event(String id) {
        return "{\"event\":\"e\",\"properties\":{\"distinct_id\":%s,\"time\":1618716477,\"token\":\"p\"}}"
                .formatted(id);
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return text(record.value());
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }
}
