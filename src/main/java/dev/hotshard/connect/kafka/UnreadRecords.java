package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.ConsumerProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a topic that a job is about to read. Their timestamps decide how long the topics that the
 * job writes keep them.
 */
final class UnreadRecords {

    private static final long BOUND_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration POLL = Duration.ofMillis(500);

    private final Brokers brokers;
    private final ClientSettings clients;
    private final String topic;
    private final String group;
    private final TopicSettings settings;
    private Long oldestMillis;

    /** @param group the group whose committed offsets the job begins from; null if it begins with the topic */
    UnreadRecords(Brokers brokers, ClientSettings clients, String topic, String group) {
        this.brokers = brokers;
        this.clients = clients;
        this.topic = topic;
        this.group = group;
        settings = brokers.topics().settings(topic);
    }

    String topic() {
        return topic;
    }

    TopicSettings settings() {
        return settings;
    }

    /**
     * The smallest timestamp among the first records of all partitions; {@link Long#MAX_VALUE} if there are
     * none. Records need not be in the order of their timestamps, so older ones may follow. Partitions
     * whose first record does not arrive within 10 s, for example because of an open transaction, are left
     * out.
     */
    long oldestMillis() {
        if (oldestMillis == null) {
            oldestMillis = read();
        }
        return oldestMillis;
    }

    private long read() {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<Integer, Long> ends = brokers.offsets().ends(topic);
        Map<Integer, Long> committed =
                group == null ? Map.of() : brokers.offsets().committedBy(group, topic);
        brokers.offsets().begins(topic).forEach((partition, first) -> {
            long begin = Math.max(first, committed.getOrDefault(partition, first));
            if (begin < ends.get(partition)) {
                begins.put(new TopicPartition(topic, partition), begin);
            }
        });
        if (begins.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
            consumer.assign(begins.keySet());
            begins.forEach(consumer::seek);
            return read(consumer, ends);
        }
    }

    private static long read(KafkaConsumer<byte[], byte[]> consumer, Map<Integer, Long> ends) {
        Set<TopicPartition> awaited = new HashSet<>(consumer.assignment());
        long oldest = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (!awaited.isEmpty() && System.nanoTime() - start < BOUND_NANOS) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                // A negative timestamp means none: such a record gets the time at which it is written.
                if (record.timestamp() >= 0) {
                    oldest = Math.min(oldest, record.timestamp());
                }
                awaited.remove(new TopicPartition(record.topic(), record.partition()));
            }
            awaited.removeIf(partition -> consumer.position(partition) >= ends.get(partition.partition()));
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> !awaited.contains(partition))
                    .toList());
        }
        return oldest;
    }

    private Properties properties() {
        Properties properties = ConsumerProperties.ofBytes(clients);
        properties.setProperty("max.partition.fetch.bytes", Integer.toString(64 << 10));
        return properties;
    }
}
