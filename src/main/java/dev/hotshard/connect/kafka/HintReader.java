package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintJson;
import dev.hotshard.detect.gate.HintTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the hints of one submission into a {@link HintTable}, on a thread of its own. Counts failures of
 * topic or brokers and retries: without hints the job is slower, but correct.
 */
final class HintReader {

    private static final Logger LOG = LoggerFactory.getLogger(HintReader.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final UUID submission;
    private final Duration lookBack;
    private final Duration check;
    private final Duration retry;
    private final HintTable hintTable = new HintTable();
    private final AtomicLong unreadable = new AtomicLong();
    private final HintThread thread;
    private final OutageLog outage;

    /** The latest {@link System#nanoTime} whose hints have all been read. */
    private volatile long completeNanos = System.nanoTime();

    /** Lets {@link #stop} wake up the thread, which may wait for brokers for a minute. */
    private volatile Consumer<byte[], byte[]> reading;

    /**
     * @param consumers creates a consumer, and a new one after each failure
     * @param lookBack age of the oldest hints to read
     * @param check interval at which to look for new partitions and for the topic's end
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
        outage = new OutageLog(
                LOG, "Cannot read hints from topic " + topic, "Reading hints from topic " + topic + " again");
        thread = new HintThread("hotshard-hints", this::run);
    }

    static HintReader start(KafkaSettings settings, UUID submission, Duration lookBack, Duration check) {
        HintReader reader = new HintReader(
                settings.topic(TopicRole.HINTS),
                () -> HintConsumer.connect(settings, check),
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

    HintTable hintTable() {
        return hintTable;
    }

    /** Seconds since the reader was last at the end of the topic, or since its start. */
    double lagSeconds() {
        return (System.nanoTime() - completeNanos) / 1e9;
    }

    /** The number of failures to read, plus the number of records that were not valid hints. */
    long unreadable() {
        return unreadable.get();
    }

    /** Stops the thread; waits up to 5 s for its end. */
    void stop() {
        thread.stop(() -> {
            Consumer<byte[], byte[]> consumer = reading;
            if (consumer != null) {
                consumer.wakeup();
            }
        });
    }

    private void run() {
        try {
            while (thread.isOpen()) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    reading = consumer;
                    read(consumer);
                } catch (Throwable e) {
                    // Errors too: the gate must receive hints again once the cause is gone.
                    failed(e);
                }
                thread.pause(retry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Throwable e) {
        if (thread.isOpen()) {
            unreadable.incrementAndGet();
            outage.failed(e);
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        TopicTail tail = new TopicTail(consumer, topic, lookBack);
        while (thread.isOpen()) {
            long askedNanos = System.nanoTime();
            tail.refresh();
            boolean complete = false;
            do {
                if (!complete && tail.isCaughtUp()) {
                    complete = true;
                    completeNanos = askedNanos;
                    outage.succeeded();
                }
                learn(tail.poll(POLL));
            } while (thread.isOpen() && System.nanoTime() - askedNanos < check.toNanos());
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
            hintTable.learn(hints, System.currentTimeMillis());
        }
    }
}
