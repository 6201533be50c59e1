package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.event.SourceRecord;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;

/**
 * All that is committed in one topic, up to ends that stay where they are: what is written later is not read.
 *
 * @param cluster the id of the cluster that has it
 * @param topic the topic
 * @param ends behind the last offset of each partition, by its number
 */
public record TopicRange(String cluster, String topic, Map<Integer, Long> ends) implements Serializable {

    /**
     * The range up to the topic's end as it is now, with what transactions that are open have written:
     * until none of them is ({@link OpenTransactions#await}), a read of it does not end. Takes 15 s if no
     * broker answers.
     *
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException if the topic does not exist
     */
    public static TopicRange upToNow(ClientSettings clients, String topic) {
        try (Brokers brokers = Brokers.connect(clients)) {
            Map<Integer, Long> ends = brokers.offsets().ends(topic);
            if (ends.isEmpty()) {
                throw new TopicSetupException(List.of("topic " + topic + " does not exist"));
            }
            return new TopicRange(brokers.clusterId(), topic, ends);
        }
    }

    /**
     * Whether all of it can still be there, as the topic is now: a topic that was made anew, or another
     * cluster's, is another one.
     *
     * @param now the range up to the end as it is now
     */
    public boolean isIn(TopicRange now) {
        return cluster.equals(now.cluster)
                && topic.equals(now.topic)
                && ends.entrySet().stream().allMatch(end -> now.ends.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /** How many records it has at the most: transactions take offsets too. */
    public long records(ClientSettings clients) {
        try (Brokers brokers = Brokers.connect(clients)) {
            Map<Integer, Long> begins = brokers.offsets().begins(topic);
            return ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - begins.getOrDefault(end.getKey(), 0L)))
                    .sum();
        }
    }

    /** Reads it, from the begin of what the topic still has; commits no offsets. Bounded. */
    public Source<SourceRecord, ?, ?> source(ClientSettings clients) {
        return EventSource.of(clients, this);
    }
}
