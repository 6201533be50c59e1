package dev.hotshard.job;

import static dev.hotshard.testkit.generate.Records.header;
import static dev.hotshard.testkit.generate.Records.record;
import static dev.hotshard.testkit.generate.Records.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Records;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.KafkaJobFixture;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters as Kafka records, and events that become dead letters because of their size. */
class KafkaDeadLettersITCase {
    private static final int MAX_BYTES = 3_000;
    private static final int DEAD_LETTER_MAX_BYTES = 1_200_000;
    private static final byte[] SCATTER_KEY = new byte[32];

    @RegisterExtension
    private static final KafkaJobFixture JOB = new KafkaJobFixture(MAX_BYTES, Map.of("hotshard.threshold", "1"));

    @Test
    void shouldDeadLetterARecordWithoutAValue() throws Exception {
        ProducerRecord<byte[], byte[]> tombstone =
                record(JOB.inputTopic(), 1_234L, "id".getBytes(UTF_8), null, header("b", "1"), header("a", null));

        ConsumerRecord<byte[], byte[]> letter = only(send(tombstone).deadLetters());

        assertThat(letter.value()).isNull();
        assertThat(text(letter.key())).isEqualTo("id");
        assertThat(letter.timestamp()).isEqualTo(1_234L);
        assertThat(texts(letter.headers())).startsWith("b=1", "a=null", "hotshard-reason=NULL_VALUE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED_JSON | {\"event\":1,}",
                "INVALID_UTF8 | {\"a\":\"\u00ed\u00a0\u0080\"}",
                "NOT_AN_OBJECT | []",
                "DUPLICATE_FIELD | {\"event\":1,\"event\":1}",
            })
    void shouldAddReasonAndOriginAndKeepEverythingElse(String reason, String latin1) throws Exception {
        byte[] value = latin1.getBytes(StandardCharsets.ISO_8859_1);
        byte[] key = {(byte) 0xff};

        ConsumerRecord<byte[], byte[]> letter =
                only(send(record(JOB.inputTopic(), Records.TIMESTAMP, key, value, header("own", "é")))
                        .deadLetters());

        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.timestamp()).isEqualTo(Records.TIMESTAMP);
        assertThat(letter.headers().toArray())
                .extracting(Header::key)
                .containsExactly(
                        "own",
                        "hotshard-reason",
                        "__connect.errors.topic",
                        "__connect.errors.partition",
                        "__connect.errors.offset",
                        "__connect.errors.exception.message");
        assertThat(texts(letter.headers()))
                .startsWith(
                        "own=é",
                        "hotshard-reason=" + reason,
                        "__connect.errors.topic=job-in",
                        "__connect.errors.partition=0",
                        "__connect.errors.offset=" + (JOB.sent() - 1));
        assertThat(valueOf(letter, "__connect.errors.exception.message")).startsWith(reason + ": ");
    }

    @Test
    void shouldNotDeadLetterARecordOfExactlyTheLargestSize() throws Exception {
        Header rewritten = header("hotshard-rewritten", "2021-04-18");
        String added = "$hotshard_events\"\"\"\",\"mp_original_event_name\":,\"mp_original_distinct_id\":";
        int cold = lengthOf("id".getBytes(UTF_8));
        int hot = lengthOf(SCATTER_KEY, rewritten) - added.length();
        int exempt = lengthOf(SCATTER_KEY);

        JobOutputs.TopicContents records = send(
                event("id", cold + 1),
                event("id", hot),
                event("id", hot + 1),
                event("", exempt),
                event("", exempt + 1),
                event("jd", cold));

        assertThat(records.events())
                .extracting(event ->
                        batchSize(event.key(), event.value(), event.headers().toArray()))
                .containsExactly(MAX_BYTES, MAX_BYTES, MAX_BYTES);
        assertThat(records.deadLetters())
                .extracting(letter -> valueOf(letter, "hotshard-reason") + " " + letter.value().length)
                .containsExactlyInAnyOrder(
                        "TOO_LARGE " + (cold + 1), "TOO_LARGE " + (exempt + 1), "TOO_LARGE_REWRITTEN " + (hot + 1));
    }

    @Test
    void shouldTruncateADeadLetterThatIsTooLarge() throws Exception {
        byte[] value = new byte[3_000_000];
        Arrays.fill(value, (byte) ' ');

        ConsumerRecord<byte[], byte[]> letter =
                only(sendCompressed(record(JOB.inputTopic(), null, SCATTER_KEY, value, header("own", "1"))));

        assertThat(letter.key()).isEqualTo(SCATTER_KEY);
        assertThat(value).startsWith(letter.value());
        assertThat(batchSize(letter.key(), letter.value(), letter.headers().toArray()))
                .isBetween(DEAD_LETTER_MAX_BYTES - 10, DEAD_LETTER_MAX_BYTES);
        assertThat(texts(letter.headers()))
                .startsWith("own=1", "hotshard-reason=TOO_LARGE")
                .endsWith("hotshard-value-length=3000000", "hotshard-value-sha256=" + sha256(value));
    }

    @Test
    void shouldDropKeyAndHeadersThatAloneAreTooLarge() throws Exception {
        byte[] value = "not JSON".getBytes(UTF_8);

        ConsumerRecord<byte[], byte[]> letter = only(sendCompressed(
                record(JOB.inputTopic(), null, new byte[DEAD_LETTER_MAX_BYTES], value, header("own", "1"))));

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEqualTo(value);
        assertThat(texts(letter.headers()))
                .startsWith("hotshard-reason=MALFORMED_JSON")
                .endsWith(
                        "hotshard-value-length=8",
                        "hotshard-value-sha256=" + sha256(value),
                        "hotshard-dropped=key, headers");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static JobOutputs.TopicContents send(ProducerRecord<byte[], byte[]>... records) throws Exception {
        return JOB.send(Map.of(), List.of(records));
    }

    /** Sends a record that a topic accepts because it is small when compressed. */
    private static List<ConsumerRecord<byte[], byte[]>> sendCompressed(ProducerRecord<byte[], byte[]> record)
            throws Exception {
        Map<String, String> producer = Map.of("compression.type", "gzip", "max.request.size", "10000000");
        return JOB.send(producer, List.of(record)).deadLetters();
    }

    private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** An event of this length in bytes. */
    private static ProducerRecord<byte[], byte[]> event(String id, int length) {
        String event = "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"%s\",\"time\":1618716477}}".formatted(id);
        return record(JOB.inputTopic(), event + " ".repeat(length - event.length()));
    }

    /** The length of the value whose batch has exactly the largest size that the broker accepts. */
    private static int lengthOf(byte[] key, Header... headers) {
        int length = MAX_BYTES;
        while (batchSize(key, new byte[length], headers) > MAX_BYTES) {
            length--;
        }
        return length;
    }

    private static int batchSize(byte[] key, byte[] value, Header... headers) {
        return MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(Records.TIMESTAMP, key, value, headers))
                .sizeInBytes();
    }

    private static String valueOf(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static String sha256(byte[] value) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }
}
