package dev.hotshard.connect.kafka;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes output records as Kafka records. The route determines the topic, and the key the partition.
 * Drops records of an optional route without a topic; any other route without one is a bug and throws.
 */
final class OutputRecordSchema implements KafkaRecordSerializationSchema<OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final EnumMap<Route, String> topics = new EnumMap<>(Route.class);

    private final EnumSet<Route> optional = EnumSet.noneOf(Route.class);

    OutputRecordSchema(Map<Route, String> topics, Set<Route> optional) {
        this.topics.putAll(topics);
        this.optional.addAll(optional);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutputRecord record, KafkaSinkContext context, Long timestamp) {
        String topic = topics.get(record.route());
        if (topic == null) {
            if (optional.contains(record.route())) {
                return null;
            }
            throw new IllegalStateException("no topic for records of route " + record.route());
        }
        return ProducerRecords.of(topic, record.timestampMillis(), record.key(), record.value(), record.headers());
    }
}
