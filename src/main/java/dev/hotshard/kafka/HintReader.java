package dev.hotshard.kafka;

import dev.hotshard.detect.Hint;
import dev.hotshard.detect.HintJson;
import dev.hotshard.detect.HotKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the committed hints of one submission on a thread of its own. Whatever is wrong with the topic or the brokers is
 * logged and tried again: without hints the job is slower, and right.
 */
final class HintReader {

    private static final Logger LOG = LoggerFactory.getLogger(HintReader.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_SECONDS = 5;
    private static final long STOP_MILLIS = 5_000;

    private final KafkaSettings settings;
    private final UUID submission;
    private final Duration lookBack;
    private final HotKeys hotKeys = new HotKeys();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** For {@link #stop}: calls of it may wait for brokers for a minute. */
    private volatile KafkaConsumer<byte[], byte[]> reading;

    private HintReader(KafkaSettings settings, UUID submission, Duration lookBack) {
        this.settings = settings;
        this.submission = submission;
        this.lookBack = lookBack;
        thread = new Thread(this::run, "hotshard-hints");
        thread.setDaemon(true);
    }

    static HintReader start(KafkaSettings settings, UUID submission, Duration lookBack) {
        HintReader reader = new HintReader(settings, submission, lookBack);
        reader.thread.start();
        return reader;
    }

    HotKeys hotKeys() {
        return hotKeys;
    }

    /** Waits until the thread has ended: the classes that it uses may be gone next. */
    void stop() {
        stopped.countDown();
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
                    reading = consumer;
                    read(consumer);
                } catch (WakeupException e) {
                    return;
                } catch (RuntimeException e) {
                    LOG.warn("No hints of hot ids from topic {}, which makes the job slower: {}", settings.hintsTopic(), e.getMessage());
                }
            } while (!stopped.await(RETRY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        if (stopped.getCount() == 0) {
            return;
        }
        List<TopicPartition> partitions = consumer.partitionsFor(settings.hintsTopic()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("it does not exist");
        }
        consumer.assign(partitions);
        seek(consumer, partitions);
        while (stopped.getCount() > 0) {
            learn(consumer.poll(POLL));
        }
    }

    /** Behind what no longer holds. */
    private void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long from = Math.max(0, System.currentTimeMillis() - lookBack.toMillis());
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        // Asked for first, so that nothing falls between.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            consumer.seek(partition, offset == null ? ends.get(partition) : offset.offset());
        }
    }

    private void learn(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<Hint> hints = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            HintJson.read(record.value()).filter(hint -> hint.submission().equals(submission)).ifPresent(hints::add);
        }
        if (!hints.isEmpty()) {
            hotKeys.learn(hints, System.currentTimeMillis());
        }
    }

    private Properties properties() {
        Properties properties = settings.clients().client();
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("client.id", settings.groupId() + "-hints");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        return properties;
    }
}
