package dev.hotshard.config;

import java.io.Serializable;

/**
 * The validated options of the job's Kafka ends.
 *
 * @param clients what all clients share
 * @param inputTopic where events come from
 * @param outputTopic where events go
 * @param hotIdsTopic where alerts go
 * @param hintsTopic the way from the detector to the gate; null if the gate stands open
 * @param deadLettersTopic where dead letters go
 * @param rebalanceInput whether records are spread over all subtasks right behind the source
 * @param groupId the consumer group whose offsets a first start begins from
 * @param createTopics whether missing topics are created
 * @param acceptChangedTopics whether state of a job that wrote to other topics may be resumed from
 */
public record KafkaSettings(
        ClientSettings clients,
        String inputTopic,
        String outputTopic,
        String hotIdsTopic,
        String hintsTopic,
        String deadLettersTopic,
        boolean rebalanceInput,
        String groupId,
        boolean createTopics,
        boolean acceptChangedTopics)
        implements Serializable {}
