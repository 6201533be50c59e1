package dev.hotshard.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerITCase {
    private static final Map<String, String> SETTINGS = Map.of("transaction.max.timeout.ms", "60000");

    @TempDir
    private static Path dir;

    private static LocalBroker broker;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = LocalBroker.start(dir, SETTINGS);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldKeepWhatWasCommittedBeforeItWasKilled() throws IOException {
        broker.createTopic("kept", 1, Map.of());
        long killed = broker.pid();
        try (KafkaProducer<String, String> producer = producer("kept", 60_000)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "committed before"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "aborted"));
            producer.flush();

            broker.kill();
            assertThat(ProcessHandle.of(killed)).isEmpty();
            broker.restart();

            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "committed after"));
            producer.commitTransaction();
        }
        assertThat(broker.pid()).isNotEqualTo(killed);
        assertThat(committed("kept")).containsExactly("committed before", "committed after");
    }

    @Test
    void shouldLeaveItsTopicsButNoProcessWhenClosed() throws IOException {
        broker.createTopic("left", 3, Map.of());
        long closed = broker.pid();

        broker.close();

        assertThat(ProcessHandle.of(closed)).isEmpty();
        broker = LocalBroker.start(dir, SETTINGS);
        assertThatThrownBy(() -> broker.createTopic("left", 3, Map.of()))
                .hasCauseInstanceOf(TopicExistsException.class);
    }

    @Test
    void shouldPassTopicSettingsOn() throws IOException {
        broker.createTopic("narrow", 2, Map.of("max.message.bytes", "1000"));
        try (KafkaProducer<String, String> producer = producer("narrow", 60_000)) {
            assertThat(producer.partitionsFor("narrow")).hasSize(2);
            producer.initTransactions();
            producer.beginTransaction();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("narrow", "x".repeat(2000)))
                            .get())
                    .hasMessageContaining("larger than the max message size");
        }
    }

    @Test
    void shouldObeyTheSettingsItWasStartedWith() {
        try (KafkaProducer<String, String> producer = producer("slow", 60_001)) {
            assertThatThrownBy(producer::initTransactions).hasMessageContaining("transaction.max.timeout.ms");
        }
    }

    @Test
    void shouldSayWhyItDoesNotStart(@TempDir Path folder) {
        assertThatThrownBy(() -> LocalBroker.start(folder, Map.of("num.io.threads", "none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its process has ended")
                .hasMessageContaining("Invalid value none for configuration num.io.threads");
    }

    private static KafkaProducer<String, String> producer(String transactionalId, int timeoutMillis) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeoutMillis),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> committed(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(consumed -> values.add(consumed.value()));
            }
            return values;
        }
    }
}
