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
 * The validated options of the job's Kafka ends.
 *
 * @param bootstrapServers brokers to start from
 * @param inputTopic where events come from
 * @param outputTopic where events go
 * @param hotIdsTopic where alerts go
 * @param hintsTopic the way from the detector to the gate; null if the gate stands open
 * @param deadLettersTopic where dead letters go
 * @param rebalanceInput whether records are spread over all subtasks right behind the source
 * @param groupId the consumer group whose offsets a first start begins from
 * @param transactionalIdPrefix the begin of all transactional ids
 * @param transactionTimeout how long a transaction may stay open
 * @param createTopics whether missing topics are created
 * @param clientProperties further properties of the clients
 */
public record KafkaSettings(
        String bootstrapServers,
        String inputTopic,
        String outputTopic,
        String hotIdsTopic,
        String hintsTopic,
        String deadLettersTopic,
        boolean rebalanceInput,
        String groupId,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        boolean createTopics,
        Map<String, String> clientProperties)
        implements Serializable {

    /** Client properties on which exactly-once rests or that have an option of their own. */
    public static final Set<String> RESERVED_PROPERTIES = Set.of(
            "bootstrap.servers", "group.id", "transactional.id", "transaction.timeout.ms", "enable.idempotence", "acks",
            "enable.auto.commit", "auto.offset.reset", "key.serializer", "value.serializer", "key.deserializer",
            "value.deserializer");

    /** What all clients get. */
    Properties client() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrapServers);
        properties.putAll(clientProperties);
        return properties;
    }

    /** What Kafka's clients say against the properties, if anything. Values that are fetched only where the job runs pass. */
    public Optional<String> refusal() {
        if (clientProperties.containsKey("config.providers")) {
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

    /** Client properties may hold passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + inputTopic + " to " + outputTopic + " at " + bootstrapServers + "]";
    }
}
