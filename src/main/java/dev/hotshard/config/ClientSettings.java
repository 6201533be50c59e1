package dev.hotshard.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What the Kafka clients of a job share, validated.
 *
 * @param bootstrapServers brokers to start from
 * @param transactionalIdPrefix the begin of all transactional ids
 * @param transactionTimeout how long a transaction may stay open
 * @param properties further properties of the clients
 */
public record ClientSettings(
        String bootstrapServers,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Map<String, String> properties)
        implements Serializable {

    /** Client properties on which exactly-once rests or that have an option of their own. */
    public static final Set<String> RESERVED_PROPERTIES = Set.of(
            "bootstrap.servers",
            "group.id",
            "transactional.id",
            "transaction.timeout.ms",
            "enable.idempotence",
            "acks",
            "enable.auto.commit",
            "auto.offset.reset",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    /** What all clients get. */
    public Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrapServers);
        client.putAll(properties);
        return client;
    }

    /** What is wrong with the properties and how to mend it, by name. */
    public Map<String, String> refusals() {
        return ClientPropertyChecks.refusals(this);
    }

    /**
     * What Kafka's clients say against the properties, if anything. Values that are fetched only where the
     * job runs pass.
     */
    public Optional<String> refusal() {
        return properties.containsKey("config.providers")
                ? Optional.empty()
                : Optional.ofNullable(ClientPropertyChecks.clientRefusal(this));
    }

    /**
     * The same with transactional ids of their own, told from those of others that were given the same
     * prefix.
     */
    public ClientSettings withTransactionalIds(String suffix) {
        return new ClientSettings(
                bootstrapServers, transactionalIdPrefix + "-" + suffix, transactionTimeout, properties);
    }

    /** Properties may hold passwords. */
    @Override
    public String toString() {
        return "ClientSettings[" + bootstrapServers + "]";
    }
}
