package dev.hotshard.connect.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the recent records of all partitions of a topic, including partitions added later, with a consumer
 * that belongs to no group. Knows when it has caught up. For one thread; each call to the brokers takes at
 * most 15 s.
 */
final class TopicTail {

    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration lookBack;
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * @param consumer has no assignment yet; the caller closes it
     * @param lookBack the age of the oldest records to read
     */
    TopicTail(Consumer<byte[], byte[]> consumer, String topic, Duration lookBack) {
        this.consumer = consumer;
        this.topic = topic;
        this.lookBack = lookBack;
    }

    /**
     * Starts to read new partitions, and fetches the ends of all partitions.
     *
     * @throws KafkaException if the topic does not exist, or is no longer the one that was read so far
     */
    void refresh() {
        assignNew();
        ends = consumer.endOffsets(consumer.assignment(), ANSWER);
        if (ends.entrySet().stream().anyMatch(end -> position(end.getKey()) > end.getValue())) {
            throw new KafkaException("it was deleted and created again");
        }
    }

    /** Whether all records that existed at the last {@link #refresh} have been read. */
    boolean isCaughtUp() {
        return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
    }

    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return consumer.poll(timeout);
    }

    private long position(TopicPartition partition) {
        return consumer.position(partition, ANSWER);
    }

    private void assignNew() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("it does not exist");
        }
        List<TopicPartition> added = partitions.stream()
                .filter(partition -> !consumer.assignment().contains(partition))
                .toList();
        if (!added.isEmpty()) {
            consumer.assign(partitions);
            seekBack(added);
        }
    }

    private void seekBack(List<TopicPartition> partitions) {
        long from = Math.max(0, System.currentTimeMillis() - lookBack.toMillis());
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        // Fetched before the offsets of times, so that no record falls between the two answers.
        Map<TopicPartition, Long> endsBefore = consumer.endOffsets(partitions, ANSWER);
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times, ANSWER);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            consumer.seek(partition, offset == null ? endsBefore.get(partition) : offset.offset());
        }
    }
}
