package dev.hotshard.connect.kafka;

import dev.hotshard.event.SourceRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records as they came; the key decides the partition. */
final class SourceRecordSchema implements KafkaRecordSerializationSchema<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    SourceRecordSchema(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(SourceRecord record, KafkaSinkContext context, Long timestamp) {
        return ProducerRecords.of(topic, record.timestampMillis(), record.key(), record.value(), record.headers());
    }
}
