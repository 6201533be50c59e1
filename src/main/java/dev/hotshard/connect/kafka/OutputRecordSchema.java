package dev.hotshard.connect.kafka;

import dev.hotshard.event.OutputRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as Kafka records; the key decides the partition. */
final class OutputRecordSchema implements KafkaRecordSerializationSchema<OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    OutputRecordSchema(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutputRecord record, KafkaSinkContext context, Long timestamp) {
        return ProducerRecords.of(topic, record.timestampMillis(), record.key(), record.value(), record.headers());
    }
}
