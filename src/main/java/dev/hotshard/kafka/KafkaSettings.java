package dev.hotshard.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The validated options of the job's Kafka ends.
 *
 * @param bootstrapServers brokers to start from
 * @param inputTopic where events come from
 * @param outputTopic where events go
 * @param hotIdsTopic where alerts go
 * @param deadLettersTopic where dead letters go
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
        String deadLettersTopic,
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

    /** Client properties may hold passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + inputTopic + " to " + outputTopic + " at " + bootstrapServers + "]";
    }
}
