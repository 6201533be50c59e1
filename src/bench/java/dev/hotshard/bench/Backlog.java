package dev.hotshard.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills topics with the events of a benchmark as fast as the broker accepts them. Keeps at most 20,000 records
 * in flight and waits as long as the broker needs, because other processes may keep the machine busy.
 */
final class Backlog {

    /**
     * Bounds the records in flight, so that records wait in this class, which has no timeout, and not in the
     * producer's buffer, which has one.
     */
    static final int MAX_UNDERWAY = 20_000;
    /** A broker that acknowledges nothing for this long is considered gone. */
    private static final Duration STALL = Duration.ofMinutes(10);

    private final String bootstrap;
    private final Map<String, String> clients;
    private int most;

    Backlog(String bootstrap, Map<String, String> clients) {
        this.bootstrap = bootstrap;
        this.clients = clients;
    }

    /**
     * Writes events to a topic and returns once the broker has acknowledged all of them.
     *
     * @param from the number of the first event
     * @param to the number after the last event
     * @param keyed whether to partition events by id, like a keyed producer; otherwise all partitions get
     *     equally many
     */
    void fill(String topic, int partitions, Keys keys, long from, long to, boolean keyed) {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        int patience = (int) STALL.toMillis();
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64 << 20);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience / 5);
        EventMaker maker = new EventMaker(keys);
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
            InFlightLimit underway = new InFlightLimit(MAX_UNDERWAY);
            for (long i = from; i < to && underway.failure() == null; i++) {
                int partition = (int) ((keyed ? maker.id(i) : i) % partitions);
                underway.begin();
                producer.send(
                        new ProducerRecord<>(topic, partition, EventMaker.TIMESTAMP_MILLIS, null, maker.value(i)),
                        (metadata, e) -> underway.end(e));
            }
            producer.flush();
            if (underway.failure() != null) {
                throw new IllegalStateException("cannot fill " + topic, underway.failure());
            }
            most = Math.max(most, underway.most());
        }
    }

    /** The highest number of unacknowledged records so far. */
    int mostUnderway() {
        return most;
    }
}
