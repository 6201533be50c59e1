package dev.hotshard.config;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Checks of client properties. Some properties would silently break a promise of the job, others would fail
 * each of its tasks.
 */
final class ClientPropertyChecks {

    /** Properties that break a promise whatever their value, with the reason. */
    private static final Map<String, String> BREAKING = Map.of(
            "partitioner.class", "the partition of a key decides the shard of an id",
            "partitioner.ignore.keys", "the partition of a key decides the shard of an id",
            "interceptor.classes", "an interceptor could change events",
            "allow.auto.create.topics", "a topic that was deleted must not come back empty",
            "transaction.two.phase.commit.enable", "transactions end with hotshard.kafka.transaction-timeout",
            "bootstrap.controllers", "the job needs brokers, not controllers");

    private static final List<String> PREFIXES = List.of("producer.", "consumer.", "admin.");
    private static final String DELIVERY_TIMEOUT = "delivery.timeout.ms";
    private static final String DISCOVERY = "partition.discovery.interval.ms";
    /** Flink masks values by words in their names, and this name has none of them. */
    private static final String KEY = "ssl.keystore.key";

    private static final String JAAS = "sasl.jaas.config";

    private final Map<String, String> properties;
    private final Map<String, String> refusals = new TreeMap<>();

    private ClientPropertyChecks(ClientSettings settings) {
        properties = settings.properties();
    }

    /**
     * Describes what is wrong with each property and how to correct it, sorted by name. Does not check values
     * that are resolved only where the job runs.
     */
    static Map<String, String> refusals(ClientSettings settings) {
        return new ClientPropertyChecks(settings).check();
    }

    private Map<String, String> check() {
        BREAKING.forEach((name, why) -> refuse(properties.containsKey(name), name, "cannot be set: " + why));
        properties
                .keySet()
                .forEach(name -> refuse(
                        isPrefixed(name),
                        name,
                        "is not a property of any client: leave the prefix out; all clients get the property"));
        refuse(
                "read_uncommitted".equalsIgnoreCase(properties.get("isolation.level")),
                "isolation.level",
                "is read_uncommitted: events of aborted transactions would be counted and written; remove it");
        refuse(
                properties.getOrDefault(DISCOVERY, "").matches("-\\d+|0+"),
                DISCOVERY,
                "is " + properties.get(DISCOVERY)
                        + ": partitions that are added to the input would never be read; set a positive number");
        refuse(
                properties.containsKey(KEY) && !properties.get(KEY).startsWith("${"),
                KEY,
                "is a private key in clear text, which Flink shows: name its file by ssl.keystore.location, or let "
                        + "config.providers fetch it");
        refuse(
                isBadLogin(),
                JAAS,
                "is not a JAAS entry: expected MODULE required NAME=\"VALUE\" ...; with one module, values in "
                        + "quotes and a semicolon at the end");
        return refusals;
    }

    private void refuse(boolean wrong, String name, String why) {
        if (wrong) {
            refusals.put(name, why);
        }
    }

    private static boolean isPrefixed(String name) {
        return PREFIXES.stream()
                .anyMatch(prefix -> name.startsWith(prefix) && isKnown(name.substring(prefix.length())));
    }

    private static boolean isKnown(String name) {
        return ProducerConfig.configNames().contains(name)
                || ConsumerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }

    /** The client's own message may hold a part of the password. */
    private boolean isBadLogin() {
        if (!properties.containsKey(JAAS) || properties.containsKey("config.providers")) {
            return false;
        }
        try {
            JaasContext.loadClientContext(Map.of(JAAS, new Password(properties.get(JAAS))));
            return false;
        } catch (KafkaException | IllegalArgumentException e) {
            return true;
        }
    }

    /** The reason why Kafka's own clients refuse the properties; null if they accept them. */
    static String clientRefusal(ClientSettings settings) {
        Properties all = ProducerProperties.of(settings);
        all.setProperty("transactional.id", "any");
        // Unless it is set, the client switches it off where another property contradicts it.
        all.setProperty("enable.idempotence", "true");
        List.of("key", "value").forEach(of -> {
            all.put(of + ".serializer", ByteArraySerializer.class);
            all.put(of + ".deserializer", ByteArrayDeserializer.class);
        });
        try {
            ProducerConfig producer = new ProducerConfig(all);
            new ConsumerConfig(all);
            new AdminClientConfig(all);
            return timeoutRefusal(producer, all);
        } catch (KafkaException e) {
            return e.getMessage();
        }
    }

    /** Repeats a check that the producer makes only when it starts. */
    private static String timeoutRefusal(ProducerConfig producer, Properties all) {
        long needed = producer.getLong("linger.ms") + producer.getInt("request.timeout.ms");
        return all.containsKey(DELIVERY_TIMEOUT) && producer.getInt(DELIVERY_TIMEOUT) < needed
                ? DELIVERY_TIMEOUT + " must be at least linger.ms + request.timeout.ms, " + needed
                : null;
    }
}
