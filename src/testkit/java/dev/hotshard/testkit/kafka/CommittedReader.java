package dev.hotshard.testkit.kafka;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A {@code read_committed} consumer of a whole topic, from its beginning, on a thread of its own, so that
 * it reads before, during and after a fault. Keeps every record.
 */
public final class CommittedReader implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(240);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrap;
    private final String topic;
    private final IntConsumer listener;
    private final Thread thread;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private volatile Map<TopicPartition, Long> positions = Map.of();
    private volatile RuntimeException failure;
    private volatile boolean closed;

    private CommittedReader(String bootstrap, String topic, IntConsumer listener) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.listener = listener;
        thread = new Thread(this::read, "reader-" + topic);
    }

    /**
     * Starts to read.
     *
     * @param listener called with the number of new records, on the reader's thread
     */
    public static CommittedReader start(String bootstrap, String topic, IntConsumer listener) {
        CommittedReader reader = new CommittedReader(bootstrap, topic, listener);
        reader.thread.start();
        return reader;
    }

    /** The number of records read so far. */
    public int count() {
        synchronized (records) {
            return records.size();
        }
    }

    /** Waits until {@code count} records have come, or more. */
    public void awaitCount(int count) {
        await(count + " records of " + topic)
                .atMost(BOUND)
                .failFast(this::requireHealthy)
                .until(() -> count() >= count);
    }

    /**
     * Reads to the present end of the topic and returns all records. Waits for transactions that are open.
     * Goes by the positions, because aborted records make polls return nothing.
     */
    public List<ConsumerRecord<byte[], byte[]>> readToEnd() throws Exception {
        Map<TopicPartition, Long> ends = ends();
        await("end of " + topic).atMost(BOUND).failFast(this::requireHealthy).until(() -> isAt(ends));
        return records();
    }

    /** All records read so far, in order within a partition. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> reached = positions;
        return ends.entrySet().stream().allMatch(end -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /** Throws the exception that ended the reader, if there was one. */
    void requireHealthy() {
        if (failure != null) {
            throw new IllegalStateException("The reader of " + topic + " has failed", failure);
        }
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            int partitions = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (int i = 0; i < partitions; i++) {
                latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        }
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                keep(consumer.poll(POLL));
                positions = partitions.stream().collect(Collectors.toMap(partition -> partition, consumer::position));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void keep(ConsumerRecords<byte[], byte[]> polled) {
        synchronized (records) {
            polled.forEach(records::add);
        }
        listener.accept(polled.count());
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
