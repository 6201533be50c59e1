package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.cluster.StandaloneCluster;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Input that is small on the broker and large on the heap, in TaskManagers whose heap Flink derives from
 * the size of their process.
 */
class CompressedInputITCase {
    private static final int EVENT_BYTES = 1_000_000;
    private static final int PARTITIONS = 4;
    private static final String END = "\"}}";
    private static final Pattern ID = Pattern.compile("\"distinct_id\":\"(\\d+)\"");
    private static final Duration BOUND = Duration.ofSeconds(180);

    @RegisterExtension
    private final BrokerExtension broker = new BrokerExtension();

    /** Two consumers fetch 500 records each, which take twice the heap of both. */
    @Test
    void shouldProcessEachEventOnceWithoutAFailure() throws Exception {
        assertExact(1_000);
    }

    @Test
    @Tag("thorough")
    void shouldProcessEachEventOfALongInputOnce() throws Exception {
        assertExact(4_000);
    }

    private void assertExact(int events) throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(broker.folder().resolve("cluster"), 1, 2, Map.of())) {
            JobTopics topics = broker.createJobTopics("compressed", PARTITIONS);
            send(topics.input(), events);
            String job = cluster.submit(Path.of(System.getProperty("hotshard.jar")), 2, arguments(topics));

            int[] copies = copiesOfEach(
                    topics.output(),
                    events,
                    () -> assertThat(cluster.exceptions(job)).isEmpty());

            assertThat(copies).containsOnly(1);
            cluster.savepointAndStop(job);
        }
    }

    /** Sends events in large batches, which stay small on the broker and in this process. */
    private void send(String topic, int events) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "compression.type",
                "zstd",
                "linger.ms",
                "1000",
                "batch.size",
                "500000",
                "max.request.size",
                "100000000");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            IntStream.range(0, events)
                    .forEach(id -> producer.send(new ProducerRecord<>(topic, id % PARTITIONS, null, event(id))));
        }
    }

    private static byte[] event(int id) {
        String begin =
                "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"" + id + "\",\"time\":1618716477,\"text\":\"";
        return (begin + "x".repeat(EVENT_BYTES - begin.length() - END.length()) + END)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Counts the committed copies of each event by its id until all events have arrived. */
    private int[] copiesOfEach(String topic, int events, ThrowingRunnable meanwhile) throws Exception {
        int[] copies = new int[events];
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                "20");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + BOUND.toNanos();
            for (int read = 0; read < events && System.nanoTime() < end; ) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
                records.forEach(record -> copies[id(record.value())]++);
                read += records.count();
                if (records.isEmpty()) {
                    meanwhile.run();
                }
            }
        }
        return copies;
    }

    private static int id(byte[] event) {
        assertThat(event).hasSize(EVENT_BYTES);
        Matcher id = ID.matcher(new String(event, 0, 100, StandardCharsets.US_ASCII));
        assertThat(id.find()).isTrue();
        return Integer.parseInt(id.group(1));
    }

    private List<String> arguments(JobTopics topics) {
        List<String> arguments = new ArrayList<>(topics.arguments(broker.bootstrapServers()));
        arguments.addAll(List.of("-D", "hotshard.kafka.properties.compression.type=zstd"));
        return arguments;
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }
}
