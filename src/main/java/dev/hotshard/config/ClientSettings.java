package dev.hotshard.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The validated settings that all Kafka clients of a job share.
 *
 * @param bootstrapServers brokers to start from
 * @param transactionalIdPrefix the beginning of all transactional ids
 * @param transactionTimeout how long a transaction may stay open
 * @param properties further properties of the clients
 */
public record ClientSettings(
        String bootstrapServers,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Map<String, String> properties)
        implements Serializable {

    /** Client properties that exactly-once output depends on, or that have an option of their own. */
    static final Set<String> RESERVED_PROPERTIES = Set.of(
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

    /** The properties of every client. */
    public Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrapServers);
        client.putAll(properties);
        return client;
    }

    /** Describes what is wrong with properties and how to fix it, by name. */
    Map<String, String> refusals() {
        return ClientPropertyChecks.refusals(this);
    }

    /**
     * The reason why Kafka's own clients refuse the properties, if they do. Values that only the job
     * fetches, where it runs, pass.
     */
    Optional<String> refusal() {
        return properties.containsKey("config.providers")
                ? Optional.empty()
                : Optional.ofNullable(ClientPropertyChecks.clientRefusal(this));
    }

    /**
     * The same settings with another prefix of transactional ids.
     *
     * @param suffix distinguishes these ids from those of other jobs with the same prefix
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
