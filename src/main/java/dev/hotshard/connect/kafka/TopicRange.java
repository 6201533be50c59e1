package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The committed records of one topic up to fixed ends. Records written later are not part of it.
 *
 * @param cluster the id of the topic's cluster
 * @param topic the topic's name
 * @param ends the offset after the last record, by partition number
 */
public record TopicRange(String cluster, String topic, Map<Integer, Long> ends) implements Serializable {

    /**
     * The range up to the topic's current end. It includes records of open transactions, so a read of it
     * ends only once these are over: see {@link OpenTransactions#await}. Blocks for 15 s if no broker
     * answers.
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
     * Whether the topic may still contain this range. It does not if it is another cluster's topic, or if
     * it ends earlier, since it was then recreated.
     *
     * @param now the topic's range up to its current end
     */
    public boolean isIn(TopicRange now) {
        return cluster.equals(now.cluster)
                && topic.equals(now.topic)
                && ends.entrySet().stream().allMatch(end -> now.ends.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /** An upper bound on the number of records, since markers of transactions take offsets too. */
    long records(ClientSettings clients) {
        try (Brokers brokers = Brokers.connect(clients)) {
            Map<Integer, Long> begins = brokers.offsets().begins(topic);
            return ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - begins.getOrDefault(end.getKey(), 0L)))
                    .sum();
        }
    }
}
