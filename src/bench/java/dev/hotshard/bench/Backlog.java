package dev.hotshard.bench;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills topics with the events of a benchmark. */
final class Backlog {

    private final String bootstrap;
    private final Map<String, String> clients;

    Backlog(String bootstrap, Map<String, String> clients) {
        this.bootstrap = bootstrap;
        this.clients = clients;
    }

    /**
     * Writes events to a topic and returns when the broker has them.
     *
     * @param from the number of the first of them
     * @param to the number behind the last
     * @param keyed whether the partition of an event is that of its id, as of a producer keyed by it; else all get the same
     */
    void fill(String topic, int partitions, Keys keys, long from, long to, boolean keyed) {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        EventMaker maker = new EventMaker(keys);
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
            Failure failure = new Failure();
            for (long i = from; i < to && failure.cause == null; i++) {
                int partition = (int) ((keyed ? maker.id(i) : i) % partitions);
                producer.send(new ProducerRecord<>(topic, partition, EventMaker.TIMESTAMP_MILLIS, null, maker.value(i)),
                        (metadata, e) -> failure.cause = e == null ? failure.cause : e);
            }
            producer.flush();
            if (failure.cause != null) {
                throw new IllegalStateException("cannot fill " + topic, failure.cause);
            }
        }
    }

    private static final class Failure {
        volatile Exception cause;
    }
}
