package dev.hotshard.connect.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/** Queries about topics, and the creation of topics. All fail as those of {@link Brokers} do. */
final class BrokerTopics {

    private final Admin admin;
    private final BrokerAnswers answers;

    BrokerTopics(Admin admin, BrokerAnswers answers) {
        this.admin = admin;
        this.answers = answers;
    }

    /**
     * Describes those topics that exist. A re-created topic has a new id.
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

    /** The settings of an existing topic. */
    TopicSettings settings(String name) {
        return new TopicSettings(answers.config(admin, ConfigResource.Type.TOPIC, name, ResourceType.TOPIC));
    }

    /** Creates a topic, unless another client creates it first. */
    void create(NewTopic topic) {
        answers.unless(
                TopicExistsException.class,
                admin.createTopics(List.of(topic)).all(),
                Permission.onTopic(AclOperation.CREATE, topic.name()));
    }

    /** The settings that a topic would have if it were created. */
    TopicSettings settingsIfCreated(NewTopic topic) {
        return new TopicSettings(answers.get(
                admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                        .config(topic.name()),
                Permission.onTopic(AclOperation.DESCRIBE_CONFIGS, topic.name())));
    }
}
