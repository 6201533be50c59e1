package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.ProducerProperties;
import dev.hotshard.config.TopicRole;
import dev.hotshard.event.Headers;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record of the largest allowed size, sent by the job's own producers to a real broker. */
class RecordSizeITCase {
    private static final int MAX_BYTES = 3_000;
    private static final long TIMESTAMP = 1_600_000_000_000L;
    private static final SplittableRandom RANDOM = Seed.random(RecordSizeITCase.class);

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    @Test
    void shouldBeExactToTheByteWithoutCompression() throws Exception {
        KafkaSettings settings = settings("exact", Map.of());
        broker.createTopic("exact", 1, Map.of("max.message.bytes", Integer.toString(MAX_BYTES)));
        assertThat(TopicLimit.largest(settings.clients(), MAX_BYTES)).isEqualTo(MAX_BYTES);
        Headers headers = Headers.NONE.with("näme", "value").with("", "");
        for (Headers some : List.of(Headers.NONE, headers)) {
            for (byte[] key : new byte[][] {null, bytes(10), bytes(200)}) {
                assertThat(send(settings, key, sized(MAX_BYTES, key, some), some))
                        .hasSize(1);
                assertThatThrownBy(() -> send(settings, key, sized(MAX_BYTES + 1, key, some), some))
                        .hasRootCauseInstanceOf(RecordTooLargeException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void shouldHoldForProducersThatCompress(String compression) throws Exception {
        int max = 1_048_588;
        broker.createTopic(compression, 1, Map.of("max.message.bytes", Integer.toString(max)));
        KafkaSettings settings = settings(compression, Map.of("compression.type", compression));

        byte[] largest = sized(TopicLimit.largest(settings.clients(), max), null, Headers.NONE);

        assertThat(send(settings, null, largest, Headers.NONE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void shouldHoldForTopicsThatRecompress(String compression) throws Exception {
        String topic = "recompress-" + compression;
        broker.createTopic(topic, 1, Map.of("max.message.bytes", "1048588", "compression.type", compression));
        KafkaSettings settings = settings(topic, Map.of());
        try (Brokers brokers = Brokers.connect(settings.clients())) {
            byte[] largest = sized(brokers.topics().settings(topic).maxRecordBytes(), null, Headers.NONE);

            assertThat(send(settings, null, largest, Headers.NONE)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lz4"})
    void shouldHoldForEachOfManyRecordsThatAreTooLargeTogether(String compression) throws Exception {
        String topic = "many-" + compression;
        broker.createTopic(topic, 1, Map.of("max.message.bytes", Integer.toString(MAX_BYTES)));
        KafkaSettings settings = settings(topic, Map.of("compression.type", compression));
        long limit = TopicLimit.largest(settings.clients(), MAX_BYTES);
        byte[][] values = new byte[200][];
        for (int i = 0; i < values.length; i++) {
            values[i] = sized(limit - RANDOM.nextInt((int) limit / 2), null, Headers.NONE);
        }

        assertThat(send(settings, null, Headers.NONE, values)).hasSize(values.length);
    }

    private static List<RecordMetadata> send(KafkaSettings settings, byte[] key, byte[] value, Headers headers)
            throws Exception {
        return send(settings, key, headers, value);
    }

    /** Sends the records at once, in one transaction, as the sinks do. */
    private static List<RecordMetadata> send(KafkaSettings settings, byte[] key, Headers headers, byte[]... values)
            throws Exception {
        Properties properties = ProducerProperties.of(settings.clients());
        properties.setProperty("transactional.id", settings.topic(TopicRole.OUTPUT));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> futures = new ArrayList<>();
            for (byte[] value : values) {
                ProducerRecord<byte[], byte[]> record =
                        ProducerRecords.of(settings.topic(TopicRole.OUTPUT), TIMESTAMP, key, value, headers);
                futures.add(producer.send(record));
            }
            List<RecordMetadata> written = new ArrayList<>();
            for (Future<RecordMetadata> future : futures) {
                written.add(future.get());
            }
            producer.commitTransaction();
            return written;
        }
    }

    /** An incompressible value that makes a record of this size. */
    private static byte[] sized(long size, byte[] key, Headers headers) {
        int length = (int) size;
        while (RecordSize.of(key, new byte[length], headers) > size) {
            length--;
        }
        assertThat(RecordSize.of(key, new byte[length], headers)).isEqualTo(size);
        return bytes(length);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static KafkaSettings settings(String topic, Map<String, String> properties) {
        Map<String, String> options =
                new HashMap<>(Map.of(TopicRole.OUTPUT.option().key(), topic));
        properties.forEach((name, value) -> options.put("hotshard.kafka.properties." + name, value));
        return JobTopics.of(topic).settings(broker.bootstrapServers(), options);
    }
}
