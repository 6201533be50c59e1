package dev.hotshard.kafka;

import dev.hotshard.detect.HotId;
import dev.hotshard.detect.HotIdJson;
import dev.hotshard.event.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Alerts as Kafka records, keyed by the counter key, so that updates of one key stay in order. */
final class HotIdSerializer implements KafkaRecordSerializationSchema<HotId> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    HotIdSerializer(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(HotId id, KafkaSinkContext context, Long timestamp) {
        byte[] key = id.key().toHex().getBytes(StandardCharsets.US_ASCII);
        return ProducerRecords.of(topic, id.toldAt().toEpochMilli(), key, HotIdJson.bytes(id), Headers.NONE);
    }
}
