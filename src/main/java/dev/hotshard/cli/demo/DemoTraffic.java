package dev.hotshard.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the demo's traffic: a broken client and a sound one at the same time, with malformed records in
 * between.
 */
public final class DemoTraffic implements AutoCloseable {

    private final String bootstrapServers;
    private final String topic;
    private final AtomicLong sent = new AtomicLong();
    private final ExecutorService clients = Executors.newFixedThreadPool(2);

    public DemoTraffic(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /**
     * Starts both clients. Each future completes when its client has sent everything, with a digest of
     * that, in which a null value counts as an empty one. A failed send fails the future.
     */
    public List<Future<MultisetDigest>> start(long events, long seed) {
        long broken = events / 2;
        Callable<MultisetDigest> first = () -> send(DemoClient.broken(seed), broken, List.of());
        Callable<MultisetDigest> second =
                () -> send(DemoClient.sound(seed + 1), events - broken, DemoMalformed.records());
        return List.of(clients.submit(first), clients.submit(second));
    }

    /** Records that the broker has acknowledged so far. */
    public long sent() {
        return sent.get();
    }

    private MultisetDigest send(DemoClient client, long events, List<byte[]> malformed) throws Exception {
        MultisetDigest digest = new MultisetDigest();
        AtomicReference<Exception> failure = new AtomicReference<>();
        long every = Math.max(1, events / (malformed.size() + 1));
        int next = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long i = 0; i < events; i++) {
                send(producer, client.next(), digest, failure);
                if (i % every == 0 && next < malformed.size()) {
                    send(producer, malformed.get(next++), digest, failure);
                }
            }
            while (next < malformed.size()) {
                send(producer, malformed.get(next++), digest, failure);
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return digest;
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer,
            byte[] value,
            MultisetDigest digest,
            AtomicReference<Exception> failure) {
        digest.add(value == null ? new byte[0] : value);
        producer.send(new ProducerRecord<>(topic, value), (metadata, e) -> {
            if (e == null) {
                sent.incrementAndGet();
            } else {
                failure.compareAndSet(null, e);
            }
        });
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "linger.ms",
                        "5",
                        "max.request.size",
                        Integer.toString(DemoTopics.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
