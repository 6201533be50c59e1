package dev.hotshard.connect.kafka;

import dev.hotshard.event.Headers;
import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.notice.HotIdNoticeJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Alerts as Kafka records, keyed by the counter key, so that updates of one key stay in order. */
final class HotIdRecordSchema implements KafkaRecordSerializationSchema<HotIdNotice> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    HotIdRecordSchema(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(HotIdNotice id, KafkaSinkContext context, Long timestamp) {
        byte[] key = id.key().toHex().getBytes(StandardCharsets.US_ASCII);
        return ProducerRecords.of(topic, id.emittedAt().toEpochMilli(), key, HotIdNoticeJson.bytes(id), Headers.NONE);
    }
}
