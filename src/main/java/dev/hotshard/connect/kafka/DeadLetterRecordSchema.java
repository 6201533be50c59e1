package dev.hotshard.connect.kafka;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters as Kafka records: key, value and headers as they came, and headers that say why and from
 * where, by the names that Kafka Connect uses. A record that the topic does not take as it is has its value
 * cut, and if that is not enough loses its key and headers too; then headers tell the value's full length
 * and SHA-256.
 */
final class DeadLetterRecordSchema implements KafkaRecordSerializationSchema<DeadLetter> {

    static final String REASON = "hotshard-reason";
    static final String TOPIC = "__connect.errors.topic";
    static final String PARTITION = "__connect.errors.partition";
    static final String OFFSET = "__connect.errors.offset";
    static final String MESSAGE = "__connect.errors.exception.message";
    static final String VALUE_LENGTH = "hotshard-value-length";
    static final String VALUE_SHA256 = "hotshard-value-sha256";
    static final String DROPPED = "hotshard-dropped";

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final String inputTopic;
    private final TopicLimit limit;

    DeadLetterRecordSchema(String topic, String inputTopic, TopicLimit limit) {
        this.topic = topic;
        this.inputTopic = inputTopic;
        this.limit = limit;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        SourceRecord source = letter.source();
        Headers headers = describe(source.headers(), letter);
        byte[] key = source.key();
        byte[] value = source.value();
        if (!limit.fits(key, value, headers)) {
            headers = describeValue(headers, value);
            if (!limit.fits(key, null, headers)) {
                key = null;
                headers = describeValue(describe(Headers.NONE, letter), value).with(DROPPED, "key, headers");
            }
            value = cut(key, value, headers);
        }
        return ProducerRecords.of(topic, source.timestampMillis(), key, value, headers);
    }

    private Headers describe(Headers headers, DeadLetter letter) {
        return headers.with(REASON, letter.rejection().reason().name())
                .with(TOPIC, inputTopic)
                .with(PARTITION, Integer.toString(letter.source().partition()))
                .with(OFFSET, Long.toString(letter.source().offset()))
                .with(MESSAGE, letter.rejection().toString());
    }

    private static Headers describeValue(Headers headers, byte[] value) {
        return value == null
                ? headers
                : headers.with(VALUE_LENGTH, Integer.toString(value.length)).with(VALUE_SHA256, sha256(value));
    }

    private byte[] cut(byte[] key, byte[] value, Headers headers) {
        if (value == null) {
            return null;
        }
        // The lengths in front of value and record take five bytes each at most.
        long room = limit.maxBytes() - RecordSize.of(key, null, headers) - 10;
        return Arrays.copyOf(value, (int) Math.max(0, Math.min(room, value.length)));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
