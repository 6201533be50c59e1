package dev.hotshard.testkit.kafka;

import static org.awaitility.Awaitility.await;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.TrafficEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to a topic, at most a window of records ahead of what the reader of the output has seen. So
 * traffic follows the pace of the job without a clock, and stops while the job is down. No two records have
 * the same value.
 */
public final class Traffic implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(240);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TrafficEvents events;
    private final Semaphore permits;
    private final Thread thread = new Thread(this::send, "traffic");
    private final List<SourceRecord> sent = new ArrayList<>();

    private volatile Exception failure;
    private volatile boolean finished;

    private Traffic(String bootstrap, String topic, SplittableRandom random, int hotPercent, int window) {
        this.topic = topic;
        events = new TrafficEvents(random, hotPercent);
        permits = new Semaphore(window);
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Starts sending, half of the events under one id. */
    public static Traffic start(String bootstrap, String topic, SplittableRandom random, int window) {
        return start(bootstrap, topic, random, 50, window);
    }

    /** Starts sending, {@code hotPercent} of the events under one id. */
    public static Traffic start(String bootstrap, String topic, SplittableRandom random, int hotPercent, int window) {
        Traffic traffic = new Traffic(bootstrap, topic, random, hotPercent, window);
        traffic.thread.start();
        return traffic;
    }

    /** Notes that {@code count} more records were seen in the output. */
    public void seen(int count) {
        permits.release(count);
    }

    /** The number of records sent so far. */
    public int count() {
        synchronized (sent) {
            return sent.size();
        }
    }

    /** Waits until {@code more} further records are sent. */
    public void awaitMore(int more) {
        awaitCount(count() + more);
    }

    /** Waits until {@code count} records are sent in all. */
    public void awaitCount(int count) {
        await(count + " records sent")
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(10))
                .failFast(this::requireHealthy)
                .until(() -> count() >= count);
    }

    /**
     * Stops sending, and returns all records sent, with partitions and offsets, once the brokers have them.
     */
    public List<SourceRecord> finish() throws InterruptedException {
        finished = true;
        permits.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
        requireHealthy();
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    private void send() {
        try {
            while (!finished) {
                permits.acquire();
                send(events.next());
            }
        } catch (RuntimeException | InterruptedException e) {
            failure = e;
        }
    }

    private void send(SourceRecord record) {
        int index;
        synchronized (sent) {
            index = sent.size();
            sent.add(record);
        }
        producer.send(new ProducerRecord<>(topic, record.key(), record.value()), (metadata, e) -> {
            if (e != null) {
                failure = e;
                return;
            }
            synchronized (sent) {
                sent.set(
                        index,
                        new SourceRecord(
                                record.key(),
                                record.value(),
                                record.headers(),
                                record.timestampMillis(),
                                metadata.partition(),
                                metadata.offset()));
            }
        });
    }

    private void requireHealthy() {
        if (failure != null) {
            throw new IllegalStateException("The traffic has failed", failure);
        }
    }

    @Override
    public void close() {
        finished = true;
        permits.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
