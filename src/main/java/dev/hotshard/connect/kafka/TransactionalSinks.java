package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.ProducerProperties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Exactly-once sinks; what they write is for {@code read_committed} readers. */
final class TransactionalSinks {

    private TransactionalSinks() {}

    /** @param name tells this sink's transactions from those of the job's others */
    static <T> Sink<T> of(ClientSettings clients, KafkaRecordSerializationSchema<T> serializer, String name) {
        return new SafeCloseSink<>(
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(ProducerProperties.of(clients))
                        .setBootstrapServers(clients.bootstrapServers())
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(clients.transactionalIdPrefix() + "-" + name)
                        .setRecordSerializer(serializer)
                        .build(),
                name);
    }
}
