package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Queries to the brokers. Each throws {@link BrokersUnreachableException} if none answers within 15 s, and
 * {@link TopicSetupException} if they reject the client or deny it a permission.
 */
final class Brokers implements AutoCloseable {

    private final ClientSettings settings;
    private final Admin admin;
    private final BrokerAnswers answers;

    private Brokers(ClientSettings settings, Admin admin, BrokerAnswers answers) {
        this.settings = settings;
        this.admin = admin;
        this.answers = answers;
    }

    static Brokers connect(ClientSettings settings) {
        BrokerAnswers answers = new BrokerAnswers(settings);
        Properties properties = settings.client();
        properties.put("default.api.timeout.ms", answers.timeoutMillis());
        properties.put("request.timeout.ms", answers.timeoutMillis() / 2);
        try {
            return new Brokers(settings, Admin.create(properties), answers);
        } catch (KafkaException e) {
            throw new ConnectionFailure(settings).noClient(e);
        }
    }

    /** Queries about topics. */
    BrokerTopics topics() {
        return new BrokerTopics(admin, answers);
    }

    /** Queries about offsets. */
    TopicOffsets offsets() {
        return new TopicOffsets(topics(), admin, answers);
    }

    /** Queries about transactions. */
    BrokerTransactions transactions() {
        return new BrokerTransactions(admin, answers);
    }

    /** The unique id of the cluster. */
    String clusterId() {
        return answers.get(admin.describeCluster().clusterId());
    }

    /** The bootstrap servers. */
    String servers() {
        return settings.bootstrapServers();
    }

    /** The smallest {@code transaction.max.timeout.ms} of all brokers. */
    long maxTransactionTimeoutMillis() {
        return answers.get(admin.describeCluster().nodes()).stream()
                .map(node -> answers.config(admin, ConfigResource.Type.BROKER, node.idString(), ResourceType.CLUSTER))
                .mapToLong(config ->
                        Long.parseLong(config.get("transaction.max.timeout.ms").value()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
