package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
            throw new ConnectionFailure(settings).notMade(e);
        }
    }

    /** Queries about offsets. */
    TopicOffsets offsets() {
        return new TopicOffsets(this, admin, answers);
    }

    /** Queries about transactions. */
    BrokerTransactions transactions() {
        return new BrokerTransactions(admin, answers);
    }

    /**
     * The topics among {@code names} that exist, with their partitions, and their ids: a topic that is
     * deleted and created again gets another one.
     *
     * @throws TopicSetupException naming every topic that the client may not describe
     */
    Map<String, TopicDescription> describe(Collection<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        List<String> forbidden = new ArrayList<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                TopicDescription topic = answers.unless(
                        UnknownTopicOrPartitionException.class,
                        description,
                        Permission.onTopic(AclOperation.DESCRIBE, name));
                if (topic != null) {
                    found.put(name, topic);
                }
            } catch (MissingPermissionException e) {
                forbidden.add(e.getMessage());
            }
        });
        if (!forbidden.isEmpty()) {
            throw new TopicSetupException(forbidden);
        }
        return found;
    }

    /**
     * Whether the client has a permission on an existing topic; true for brokers before 2.3, which do not
     * say.
     */
    boolean allows(Permission permission) {
        Set<AclOperation> allowed = answers.get(
                        admin.describeTopics(
                                        List.of(permission.name()),
                                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                .topicNameValues()
                                .get(permission.name()),
                        Permission.onTopic(AclOperation.DESCRIBE, permission.name()))
                .authorizedOperations();
        return allowed == null || allowed.isEmpty() || allowed.contains(permission.operation());
    }

    /** The unique id of the cluster. */
    String clusterId() {
        return answers.get(admin.describeCluster().clusterId());
    }

    /** The bootstrap servers. */
    String servers() {
        return settings.bootstrapServers();
    }

    /** The settings of an existing topic. */
    TopicSettings topic(String name) {
        return new TopicSettings(config(new ConfigResource(ConfigResource.Type.TOPIC, name)));
    }

    /** The smallest {@code transaction.max.timeout.ms} of all brokers. */
    long maxTransactionTimeoutMillis() {
        return answers.get(admin.describeCluster().nodes()).stream()
                .map(node -> config(new ConfigResource(ConfigResource.Type.BROKER, node.idString())))
                .mapToLong(config ->
                        Long.parseLong(config.get("transaction.max.timeout.ms").value()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Creates a topic, unless another client creates it first. */
    void create(NewTopic topic) {
        answers.unless(
                TopicExistsException.class,
                admin.createTopics(List.of(topic)).all(),
                Permission.onTopic(AclOperation.CREATE, topic.name()));
    }

    /** The settings that a topic would have if it were created. */
    TopicSettings wouldBe(NewTopic topic) {
        return new TopicSettings(answers.get(
                admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                        .config(topic.name()),
                Permission.onTopic(AclOperation.DESCRIBE_CONFIGS, topic.name())));
    }

    private Config config(ConfigResource resource) {
        ResourceType type = resource.type() == ConfigResource.Type.TOPIC ? ResourceType.TOPIC : ResourceType.CLUSTER;
        return answers.get(
                admin.describeConfigs(List.of(resource)).values().get(resource),
                new Permission(AclOperation.DESCRIBE_CONFIGS, type, resource.name()));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
