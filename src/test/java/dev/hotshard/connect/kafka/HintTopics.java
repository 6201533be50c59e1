package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintJson;
import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics of hints on a broker, with the clients that write and read them. */
record HintTopics(BrokerExtension broker) {

    static final UUID OURS = new UUID(1, 1);
    static final UUID THEIRS = new UUID(2, 2);

    /** The time between two checks of the topic by a feed. */
    static final Duration CHECK = Duration.ofMillis(500);

    private static final long END =
            System.currentTimeMillis() + Duration.ofDays(1).toMillis();

    KafkaHintFeed feed(String topic) {
        return feed(broker.bootstrapServers(), topic);
    }

    KafkaHintFeed feed(String bootstrap, String topic) {
        KafkaSettings settings = JobTopics.of("job")
                .settings(bootstrap, Map.of(TopicRole.HINTS.option().key(), topic));
        return new KafkaHintFeed(settings, Duration.ofHours(1), CHECK);
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    KafkaProducer<byte[], byte[]> producer(String id) {
        KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of("transactional.id", id));
        producer.initTransactions();
        return producer;
    }

    void write(KafkaProducer<byte[], byte[]> producer, String topic, int partition, Hint hint) {
        producer.beginTransaction();
        send(producer, topic, partition, hint);
        producer.commitTransaction();
    }

    void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, Hint hint) {
        producer.send(new ProducerRecord<>(topic, partition, null, HintJson.bytes(hint)));
    }

    static Hint hint(int key, UUID submission) {
        return new Hint(key(key), submission, 1, 1, END);
    }

    static CounterKey key(int number) {
        return new CounterKey(number, number);
    }
}
