package dev.hotshard.connect.kafka;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes output records as Kafka records. The route determines the topic, and the key the partition.
 * Drops records of a route without a topic.
 */
final class OutputRecordSchema implements KafkaRecordSerializationSchema<OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final EnumMap<Route, String> topics = new EnumMap<>(Route.class);

    OutputRecordSchema(Map<Route, String> topics) {
        this.topics.putAll(topics);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutputRecord record, KafkaSinkContext context, Long timestamp) {
        String topic = topics.get(record.route());
        return topic == null
                ? null
                : ProducerRecords.of(topic, record.timestampMillis(), record.key(), record.value(), record.headers());
    }
}
