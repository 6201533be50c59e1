package dev.hotshard.kafka;

import dev.hotshard.detect.Hint;
import dev.hotshard.detect.HintJson;
import dev.hotshard.event.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hints as Kafka records, keyed by the counter key. The producer gives them its time. */
final class HintSerializer implements KafkaRecordSerializationSchema<Hint> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    HintSerializer(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Hint hint, KafkaSinkContext context, Long timestamp) {
        byte[] key = hint.key().toHex().getBytes(StandardCharsets.US_ASCII);
        return ProducerRecords.of(topic, -1, key, HintJson.bytes(hint), Headers.NONE);
    }
}
