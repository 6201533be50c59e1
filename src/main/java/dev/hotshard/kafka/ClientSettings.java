package dev.hotshard.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the Kafka clients of a job share, validated.
 *
 * @param bootstrapServers brokers to start from
 * @param transactionalIdPrefix the begin of all transactional ids
 * @param transactionTimeout how long a transaction may stay open
 * @param properties further properties of the clients
 */
public record ClientSettings(
        String bootstrapServers, String transactionalIdPrefix, Duration transactionTimeout, Map<String, String> properties)
        implements Serializable {

    /** Client properties on which exactly-once rests or that have an option of their own. */
    public static final Set<String> RESERVED_PROPERTIES = Set.of(
            "bootstrap.servers", "group.id", "transactional.id", "transaction.timeout.ms", "enable.idempotence", "acks",
            "enable.auto.commit", "auto.offset.reset", "key.serializer", "value.serializer", "key.deserializer",
            "value.deserializer");

    /** What all clients get. */
    Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrapServers);
        client.putAll(properties);
        return client;
    }

    /** What Kafka's clients say against the properties, if anything. Values that are fetched only where the job runs pass. */
    public Optional<String> refusal() {
        if (properties.containsKey("config.providers")) {
            return Optional.empty();
        }
        Properties all = ProducerProperties.of(this);
        all.setProperty("transactional.id", "any");
        List.of("key", "value").forEach(of -> {
            all.put(of + ".serializer", ByteArraySerializer.class);
            all.put(of + ".deserializer", ByteArrayDeserializer.class);
        });
        try {
            new ProducerConfig(all);
            new ConsumerConfig(all);
            new AdminClientConfig(all);
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The same with transactional ids of their own, told from those of others that were given the same prefix. */
    public ClientSettings withTransactionalIds(String suffix) {
        return new ClientSettings(bootstrapServers, transactionalIdPrefix + "-" + suffix, transactionTimeout, properties);
    }

    /** Properties may hold passwords. */
    @Override
    public String toString() {
        return "ClientSettings[" + bootstrapServers + "]";
    }
}
