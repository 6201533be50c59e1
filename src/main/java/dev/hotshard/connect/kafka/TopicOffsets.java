package dev.hotshard.connect.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** Offsets of a topic's partitions, by partition number; empty if the topic does not exist. */
final class TopicOffsets {

    private final BrokerTopics topics;
    private final Admin admin;
    private final BrokerAnswers answers;

    TopicOffsets(BrokerTopics topics, Admin admin, BrokerAnswers answers) {
        this.topics = topics;
        this.admin = admin;
        this.answers = answers;
    }

    /** The offsets that a group has committed; without partitions for which it has committed none. */
    Map<Integer, Long> committedBy(String group, String topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        answers.get(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        new Permission(AclOperation.DESCRIBE, ResourceType.GROUP, group))
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        offsets.put(partition.partition(), offset.offset());
                    }
                });
        return offsets;
    }

    /** The first offset of each partition. */
    Map<Integer, Long> begins(String topic) {
        return list(topic, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The end of each partition, including records of open transactions. */
    Map<Integer, Long> ends(String topic) {
        return list(topic, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The end of each partition for {@code read_committed} readers: at the first open transaction. */
    Map<Integer, Long> committedEnds(String topic) {
        return list(topic, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<Integer, Long> list(String topic, OffsetSpec spec, IsolationLevel isolation) {
        TopicDescription found = topics.describe(List.of(topic)).get(topic);
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        if (found != null) {
            found.partitions().forEach(info -> asked.put(new TopicPartition(topic, info.partition()), spec));
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        answers.get(
                        admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                                .all(),
                        Permission.onTopic(AclOperation.DESCRIBE, topic))
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }
}
