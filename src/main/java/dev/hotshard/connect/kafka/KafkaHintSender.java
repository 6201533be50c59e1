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
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends hints to their topic by a plain producer on a thread of its own. While topic or brokers are
 * missing, or writing is forbidden, hints are dropped and counted; the detector gives them again. So many
 * wait at most as a gate can know; then the oldest are dropped.
 */
final class KafkaHintSender implements HintSender {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaHintSender.class);

    private static final String MAX_BLOCK_MILLIS = "1000";
    private static final String REQUEST_MILLIS = "5000";
    private static final String DELIVERY_MILLIS = "10000";
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long STOP_MILLIS = 5_000;

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration retry;
    private final BlockingQueue<Hint> waiting;
    private final AtomicLong unsent = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private final AtomicBoolean pauseIsDue = new AtomicBoolean();
    private volatile boolean failing;

    /**
     * @param producers makes a producer, again where one broke
     * @param capacity how many hints may wait
     * @param retry pause between attempts while hints do not arrive
     */
    KafkaHintSender(String topic, Supplier<Producer<byte[], byte[]>> producers, int capacity, Duration retry) {
        this.topic = topic;
        this.producers = producers;
        this.retry = retry;
        waiting = new LinkedBlockingQueue<>(capacity);
        thread = new Thread(this::run, "hotshard-hint-sender");
        thread.setDaemon(true);
    }

    static KafkaHintSender start(KafkaSettings settings) {
        KafkaHintSender sender = new KafkaHintSender(
                settings.topic(TopicRole.HINTS),
                () -> new KafkaProducer<>(properties(settings), new ByteArraySerializer(), new ByteArraySerializer()),
                HintTable.CAPACITY,
                RETRY);
        sender.start();
        return sender;
    }

    void start() {
        thread.start();
    }

    @Override
    public void send(Hint hint) {
        while (!waiting.offer(hint)) {
            if (waiting.poll() != null) {
                unsent.incrementAndGet();
            }
        }
    }

    @Override
    public long unsent() {
        return unsent.get();
    }

    private void run() {
        while (isOpen()) {
            try {
                pauseAfterFailure();
                sendFrom(waiting.take());
            } catch (InterruptedException e) {
                // Told to stop, so the loop ends.
            } catch (Throwable e) {
                // With the hint that was in hand.
                lost(e);
            }
        }
    }

    private void sendFrom(Hint first) throws InterruptedException {
        Producer<byte[], byte[]> producer = producers.get();
        try {
            for (Hint hint = first; ; hint = waiting.take()) {
                byte[] key = hint.key().toHex().getBytes(StandardCharsets.US_ASCII);
                producer.send(ProducerRecords.of(topic, -1, key, HintJson.bytes(hint), Headers.NONE), (sent, e) -> {
                    if (e == null) {
                        succeeded();
                    } else {
                        lost(e);
                    }
                });
                pauseAfterFailure();
            }
        } finally {
            close(producer);
        }
    }

    /** Each attempt costs brokers and log something, and what waits meanwhile may still be sent. */
    private void pauseAfterFailure() throws InterruptedException {
        if (pauseIsDue.getAndSet(false)) {
            stopped.await(retry.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isOpen() {
        return stopped.getCount() > 0;
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("Hints of hot ids go to topic {} again", topic);
        }
    }

    /** One line until one is sent again: there may be thousands of hints. */
    private void lost(Throwable e) {
        unsent.incrementAndGet();
        pauseIsDue.set(true);
        if (!failing && isOpen()) {
            failing = true;
            LOG.warn(
                    "Hints of hot ids do not reach topic {}, which makes the job slower: {}",
                    topic,
                    e instanceof KafkaException ? e.getMessage() : e.toString());
        }
    }

    /** Waits for nothing that is on its way. */
    private static void close(Producer<byte[], byte[]> producer) {
        // Kafka leaves the mark of an interruption, which would have it refuse to close.
        Thread.interrupted();
        try {
            producer.close(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug("A producer of hints did not close", e);
        }
    }

    /** Waits until the thread has ended, 5 s at most: the classes that it uses may be gone next. */
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Properties properties(KafkaSettings settings) {
        Properties properties = settings.clients().client();
        properties.setProperty("client.id", settings.groupId() + "-hints");
        properties.setProperty("acks", "all");
        // A hint that comes twice does no harm, and needs no right to write idempotently.
        properties.setProperty("enable.idempotence", "false");
        properties.setProperty("linger.ms", "0");
        properties.setProperty("max.block.ms", MAX_BLOCK_MILLIS);
        // The detector gives a hint again after 10 s. The client's own timeouts may be as long as an outage
        // that events are to survive.
        properties.setProperty("request.timeout.ms", REQUEST_MILLIS);
        properties.setProperty("delivery.timeout.ms", DELIVERY_MILLIS);
        return properties;
    }
}
