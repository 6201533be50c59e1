package dev.hotshard.connect.kafka;

import dev.hotshard.config.ConsumerProperties;
import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintJson;
import dev.hotshard.detect.gate.HintTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the hints of one submission on a thread of its own. Whatever is wrong with the topic or the brokers
 * is counted and tried again: without hints the job is slower, and right.
 */
final class HintReader {

    private static final Logger LOG = LoggerFactory.getLogger(HintReader.class);

    private static final Duration POLL = Duration.ofMillis(500);
    /** How long brokers may take to answer a question. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long STOP_MILLIS = 5_000;

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final UUID submission;
    private final Duration lookBack;
    private final Duration check;
    private final Duration retry;
    private final HintTable hotKeys = new HintTable();
    private final AtomicLong unreadable = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** When all hints that there were had been read, by {@link System#nanoTime}. */
    private volatile long completeNanos = System.nanoTime();

    private boolean failing;

    /** For {@link #stop}: calls of it may wait for brokers for a minute. */
    private volatile Consumer<byte[], byte[]> reading;

    /**
     * @param consumers makes a consumer, again where one broke
     * @param lookBack how far back to begin
     * @param check how often to ask for new partitions, and where they end
     * @param retry pause after a failure
     */
    HintReader(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            UUID submission,
            Duration lookBack,
            Duration check,
            Duration retry) {
        this.topic = topic;
        this.consumers = consumers;
        this.submission = submission;
        this.lookBack = lookBack;
        this.check = check;
        this.retry = retry;
        thread = new Thread(this::run, "hotshard-hints");
        thread.setDaemon(true);
    }

    static HintReader start(KafkaSettings settings, UUID submission, Duration lookBack, Duration check) {
        HintReader reader = new HintReader(
                settings.topic(TopicRole.HINTS),
                () -> new KafkaConsumer<>(properties(settings, check)),
                submission,
                lookBack,
                check,
                RETRY);
        reader.start();
        return reader;
    }

    void start() {
        thread.start();
    }

    HintTable hotKeys() {
        return hotKeys;
    }

    /** Seconds since all hints that there were had been read; at first since the start. */
    double lagSeconds() {
        return (System.nanoTime() - completeNanos) / 1e9;
    }

    /** How often reading failed, and how many records were no hints. */
    long unreadable() {
        return unreadable.get();
    }

    /** Waits until the thread has ended: the classes that it uses may be gone next. */
    void stop() {
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = reading;
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
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    reading = consumer;
                    read(consumer);
                } catch (Throwable e) {
                    // An Error too: a gate that has gone blind must see again once whatever it was is over.
                    failed(e);
                }
            } while (!stopped.await(retry.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return stopped.getCount() > 0;
    }

    private void failed(Throwable e) {
        if (!isOpen()) {
            return;
        }
        unreadable.incrementAndGet();
        if (!failing) {
            failing = true;
            LOG.warn(
                    "No hints of hot ids from topic {}, which makes the job slower: {}",
                    topic,
                    e instanceof KafkaException ? e.getMessage() : e.toString());
        }
    }

    private void completeAt(long nanos) {
        completeNanos = nanos;
        if (failing) {
            failing = false;
            LOG.info("Hints of hot ids come from topic {} again", topic);
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        while (isOpen()) {
            long askedNanos = System.nanoTime();
            assignNew(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ANSWER);
            if (isBeyond(consumer, ends)) {
                throw new KafkaException("it was deleted and created again");
            }
            boolean complete = false;
            do {
                if (!complete && isAt(consumer, ends)) {
                    complete = true;
                    completeAt(askedNanos);
                }
                learn(consumer.poll(POLL));
            } while (isOpen() && System.nanoTime() - askedNanos < check.toNanos());
        }
    }

    /** Begins to read partitions that are new; those it knows go on. */
    private void assignNew(Consumer<byte[], byte[]> consumer) {
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
            seek(consumer, added);
        }
    }

    /** Whether the end is before what was read already: it is that of another topic of the same name. */
    private boolean isBeyond(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), ANSWER) > end.getValue());
    }

    private boolean isAt(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }

    /** Behind what no longer holds. */
    private void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long from = Math.max(0, System.currentTimeMillis() - lookBack.toMillis());
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        // Asked for first, so that nothing falls between.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times, ANSWER);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            consumer.seek(partition, offset == null ? ends.get(partition) : offset.offset());
        }
    }

    private void learn(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<Hint> hints = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Optional<Hint> hint = HintJson.read(record.value());
            if (hint.isEmpty()) {
                unreadable.incrementAndGet();
            }
            hint.filter(any -> any.submission().equals(submission)).ifPresent(hints::add);
        }
        if (!hints.isEmpty()) {
            hotKeys.learn(hints, System.currentTimeMillis());
        }
    }

    private static Properties properties(KafkaSettings settings, Duration check) {
        Properties properties = ConsumerProperties.ofBytes(settings.clients());
        properties.setProperty("client.id", settings.groupId() + "-hints");
        // What is known of partitions is asked for no more often.
        properties.setProperty("metadata.max.age.ms", Long.toString(check.toMillis()));
        return properties;
    }
}
