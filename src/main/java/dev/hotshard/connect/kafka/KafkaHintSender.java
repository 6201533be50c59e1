package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintJson;
import dev.hotshard.detect.gate.HintSender;
import dev.hotshard.detect.gate.HintTable;
import dev.hotshard.event.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends hints to their topic, without transactions, on a thread of its own. Drops and counts hints while
 * the topic or the brokers are missing or refuse writes; the detector repeats them. The queue holds as many
 * hints as a gate can know. When full, it drops the oldest, so {@link #send} never blocks.
 */
final class KafkaHintSender implements HintSender {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaHintSender.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration retry;
    private final BlockingQueue<Hint> queue;
    private final AtomicLong unsent = new AtomicLong();
    private final HintThread thread;
    private final AtomicBoolean pauseIsDue = new AtomicBoolean();
    private final OutageLog outage;

    /**
     * @param producers creates a producer, and a new one after each failure
     * @param capacity the length of the queue
     * @param retry pause between attempts after a failure
     */
    KafkaHintSender(String topic, Supplier<Producer<byte[], byte[]>> producers, int capacity, Duration retry) {
        this.topic = topic;
        this.producers = producers;
        this.retry = retry;
        queue = new LinkedBlockingQueue<>(capacity);
        outage =
                new OutageLog(LOG, "Cannot send hints to topic " + topic, "Sending hints to topic " + topic + " again");
        thread = new HintThread("hotshard-hint-sender", this::run);
    }

    static KafkaHintSender start(KafkaSettings settings) {
        KafkaHintSender sender = new KafkaHintSender(
                settings.topic(TopicRole.HINTS), () -> HintProducer.connect(settings), HintTable.CAPACITY, RETRY);
        sender.start();
        return sender;
    }

    void start() {
        thread.start();
    }

    @Override
    public void send(Hint hint) {
        while (!queue.offer(hint)) {
            if (queue.poll() != null) {
                unsent.incrementAndGet();
            }
        }
    }

    @Override
    public long unsent() {
        return unsent.get();
    }

    private void run() {
        while (thread.isOpen()) {
            try {
                pauseAfterFailure();
                sendFrom(queue.take());
            } catch (InterruptedException e) {
                // close() interrupts, so the loop ends.
            } catch (Throwable e) {
                // The hint taken from the queue is lost.
                failed(e);
            }
        }
    }

    private void sendFrom(Hint first) throws InterruptedException {
        Producer<byte[], byte[]> producer = producers.get();
        try {
            for (Hint hint = first; ; hint = queue.take()) {
                byte[] key = hint.key().toHex().getBytes(StandardCharsets.US_ASCII);
                producer.send(ProducerRecords.of(topic, -1, key, HintJson.bytes(hint), Headers.NONE), (sent, e) -> {
                    if (e == null) {
                        outage.succeeded();
                    } else {
                        failed(e);
                    }
                });
                pauseAfterFailure();
            }
        } finally {
            close(producer);
        }
    }

    /** Spares the brokers needless attempts, while hints wait in the queue. */
    private void pauseAfterFailure() throws InterruptedException {
        if (pauseIsDue.getAndSet(false)) {
            thread.pause(retry);
        }
    }

    private void failed(Throwable e) {
        unsent.incrementAndGet();
        pauseIsDue.set(true);
        if (thread.isOpen()) {
            outage.failed(e);
        }
    }

    /** Closes a producer at once, dropping records in flight. */
    private static void close(Producer<byte[], byte[]> producer) {
        // Kafka leaves the thread marked as interrupted, and would then refuse to close.
        Thread.interrupted();
        try {
            producer.close(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug("A producer of hints did not close", e);
        }
    }

    /** Stops the thread; waits up to 5 s for its end. */
    @Override
    public void close() {
        thread.stop(thread::interrupt);
    }
}
