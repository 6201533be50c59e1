package dev.hotshard.config;

import java.io.Serializable;

/**
 * The validated options of the job about Kafka.
 *
 * @param clients what all clients share
 * @param topics by role; without {@link TopicRole#HINTS} if the gate is off
 * @param groupId the consumer group whose committed offsets the first start reads from
 * @param rebalanceInput whether records are spread over all subtasks right after the source
 * @param acceptChangedTopics whether the job resumes from the state of a job that wrote to other topics
 */
public record KafkaSettings(
        ClientSettings clients, KafkaTopics topics, String groupId, boolean rebalanceInput, boolean acceptChangedTopics)
        implements Serializable {

    /** The topic in a role; null if there is none. */
    public String topic(TopicRole role) {
        return topics.topic(role);
    }
}
