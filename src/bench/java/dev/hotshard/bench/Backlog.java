package dev.hotshard.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills topics with the events of a benchmark, as fast as the broker takes them: no more than 20,000 are on
 * their way, and the producer waits for as long as the broker needs, since others may keep the machine
 * busy.
 */
final class Backlog {

    /**
     * So that batches wait for the broker in this process's code, which has patience, and not in the
     * producer's buffer.
     */
    static final int MAX_UNDERWAY = 20_000;
    /** Nothing acknowledged for so long is a broker that is gone. */
    private static final Duration STALL = Duration.ofMinutes(10);

    private final String bootstrap;
    private final Map<String, String> clients;
    private int most;

    Backlog(String bootstrap, Map<String, String> clients) {
        this.bootstrap = bootstrap;
        this.clients = clients;
    }

    /**
     * Writes events to a topic and returns when the broker has them.
     *
     * @param from the number of the first of them
     * @param to the number behind the last
     * @param keyed whether the partition of an event is that of its id, as of a producer keyed by it; else
     *     all get the same
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

    /** The most records that were ever sent and not acknowledged. */
    int mostUnderway() {
        return most;
    }
}
