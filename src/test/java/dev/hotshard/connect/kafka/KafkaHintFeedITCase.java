package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed.Subscription;
import dev.hotshard.detect.gate.HintJson;
import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The hints that gates learn from a topic, and those that they must not. */
class KafkaHintFeedITCase {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration CHECK = Duration.ofMillis(500);
    private static final UUID OURS = new UUID(1, 1);
    private static final UUID THEIRS = new UUID(2, 2);
    private static final long END =
            System.currentTimeMillis() + Duration.ofDays(1).toMillis();

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    @Test
    void shouldLearnCommittedHintsOfItsSubmissionOnly() throws IOException {
        broker.createTopic("hints", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("hints");
                KafkaProducer<byte[], byte[]> other = producer("other");
                Subscription feed = feed("hints").subscribe(OURS)) {
            producer.beginTransaction();
            send(producer, "hints", 0, hint(1, OURS));
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, "hints", 0, hint(2, THEIRS));
            producer.send(new ProducerRecord<>("hints", 0, null, "no hint".getBytes(StandardCharsets.US_ASCII)));
            send(producer, "hints", 0, hint(3, OURS));
            producer.flush();
            other.beginTransaction();
            send(other, "hints", 1, hint(4, OURS));
            other.commitTransaction();

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(4)) != null);
            assertThat(feed.hintTable().get(key(3)))
                    .as("written earlier, not committed")
                    .isNull();
            producer.commitTransaction();

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(3)) != null);
            assertThat(feed.hintTable().get(key(3))).isEqualTo(hint(3, OURS));
            assertThat(feed.hintTable().get(key(1))).as("aborted").isNull();
            assertThat(feed.hintTable().get(key(2))).as("of another submission").isNull();
        }
    }

    @Test
    void shouldLearnValidHintsAgainAfterItsJvmWasLost() throws IOException {
        broker.createTopic("before", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("before")) {
            producer.beginTransaction();
            send(producer, "before", 0, hint(1, OURS));
            producer.commitTransaction();
        }
        try (Subscription first = feed("before").subscribe(OURS)) {
            await().atMost(BOUND).until(() -> first.hintTable().get(key(1)) != null);
        }
        try (Subscription second = feed("before").subscribe(OURS)) {
            await().atMost(BOUND).until(() -> second.hintTable().get(key(1)) != null);
        }
    }

    @Test
    void shouldShareOneReaderUntilTheLastGateLeaves() throws IOException {
        broker.createTopic("shared", 1, Map.of());
        UUID submission = new UUID(3, 3);
        Subscription one = feed("shared").subscribe(submission);
        Subscription two = feed("shared").subscribe(submission);

        assertThat(one.hintTable()).isSameAs(two.hintTable());
        assertThat(readers()).isEqualTo(1);
        one.close();
        one.close();
        assertThat(readers()).isEqualTo(1);
        two.close();
        assertThat(readers()).isZero();
    }

    @Test
    void shouldRetryWhileTheTopicDoesNotExist() throws IOException {
        try (Subscription feed = feed("late").subscribe(OURS)) {
            await().atMost(BOUND).until(() -> readersIn("java.util.concurrent.CountDownLatch.await") == 1);
            broker.createTopic("late", 1, Map.of());
            try (KafkaProducer<byte[], byte[]> producer = producer("late")) {
                producer.beginTransaction();
                send(producer, "late", 0, hint(1, OURS));
                producer.commitTransaction();
            }

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);
        }
    }

    @Test
    void shouldStopAtOnceWhileNoBrokerAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Subscription feed =
                    feed("127.0.0.1:" + silent.getLocalPort(), "none").subscribe(OURS);
            await().atMost(BOUND).until(() -> readersIn(KafkaConsumer.class.getName() + ".partitionsFor") == 1);

            feed.close();

            assertThat(readers()).isZero();
        }
    }

    @Test
    void shouldReadPartitionsThatAreAddedFromTheirBeginning() throws Exception {
        broker.createTopic("wider", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("wider");
                Subscription feed = feed("wider").subscribe(OURS)) {
            write(producer, "wider", 0, hint(1, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);

            try (Admin admin = broker.admin()) {
                admin.createPartitions(Map.of("wider", NewPartitions.increaseTo(3)))
                        .all()
                        .get();
            }
            write(producer, "wider", 2, hint(2, OURS));

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(2)) != null);
            write(producer, "wider", 0, hint(3, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(3)) != null);
            assertThat(feed.unreadable()).isZero();
        }
    }

    @Test
    void shouldReadTheTopicThatReplacesADeletedOne() throws Exception {
        broker.createTopic("renewed", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("renewed");
                Admin admin = broker.admin();
                Subscription feed = feed("renewed").subscribe(OURS)) {
            write(producer, "renewed", 0, hint(1, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);

            admin.deleteTopics(List.of("renewed")).all().get();
            await().atMost(BOUND).until(() -> feed.unreadable() > 0);
            double lag = feed.lagSeconds();
            await().atMost(BOUND).until(() -> feed.lagSeconds() > lag + 3 * CHECK.toMillis() / 1e3);
            broker.createTopic("renewed", 1, Map.of());
            try (KafkaProducer<byte[], byte[]> fresh = producer("renewed")) {
                write(fresh, "renewed", 0, hint(2, OURS));
            }

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(2)) != null);
            assertThat(feed.hintTable().get(key(1))).as("known before").isEqualTo(hint(1, OURS));
        }
    }

    @Test
    void shouldReadATopicThatWasDeletedAndCreatedAgainAtOnce() throws Exception {
        broker.createTopic("swift", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("swift");
                Admin admin = broker.admin();
                Subscription feed = feed("swift").subscribe(OURS)) {
            write(producer, "swift", 0, hint(1, OURS));
            write(producer, "swift", 0, hint(2, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(2)) != null);

            admin.deleteTopics(List.of("swift")).all().get();
            broker.createTopic("swift", 1, Map.of());
            try (KafkaProducer<byte[], byte[]> fresh = producer("swift")) {
                write(fresh, "swift", 0, hint(3, OURS));
            }

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(3)) != null);
        }
    }

    @Test
    void shouldCountUnreadableRecordsAndLagLittleWhileItReadsAll() throws Exception {
        broker.createTopic("aging", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("aging");
                Subscription feed = feed("aging").subscribe(OURS)) {
            producer.beginTransaction();
            send(producer, "aging", 0, hint(1, OURS));
            producer.send(new ProducerRecord<>("aging", 0, null, "no hint".getBytes(StandardCharsets.US_ASCII)));
            producer.commitTransaction();
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);

            assertThat(feed.unreadable()).isEqualTo(1);
            await().atMost(BOUND).until(() -> feed.lagSeconds() < 2);
        }
    }

    @Test
    void shouldContinueAfterAnError() throws Exception {
        broker.createTopic("broken", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer("broken")) {
            write(producer, "broken", 0, hint(1, OURS));
        }
        AtomicInteger errors = new AtomicInteger(2);
        HintReader reader = new HintReader(
                "broken",
                () -> {
                    if (errors.getAndDecrement() > 0) {
                        throw new NoClassDefFoundError("on purpose");
                    }
                    return consumer();
                },
                OURS,
                Duration.ofHours(1),
                CHECK,
                Duration.ofMillis(1));
        reader.start();
        try {
            await().atMost(BOUND).until(() -> reader.hintTable().get(key(1)) != null);
            assertThat(reader.unreadable()).isEqualTo(2);
        } finally {
            reader.stop();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, String topic, int partition, Hint hint) {
        producer.beginTransaction();
        send(producer, topic, partition, hint);
        producer.commitTransaction();
    }

    private static long readers() {
        return stacksOfReaders().count();
    }

    /** The number of threads that read hints and are in this method. */
    private static long readersIn(String method) {
        return stacksOfReaders()
                .filter(stack -> Stream.of(stack)
                        .anyMatch(call -> (call.getClassName() + "." + call.getMethodName()).equals(method)))
                .count();
    }

    private static Stream<StackTraceElement[]> stacksOfReaders() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("hotshard-hints"))
                .map(Map.Entry::getValue);
    }

    private static KafkaHintFeed feed(String topic) {
        return feed(broker.bootstrapServers(), topic);
    }

    private static KafkaHintFeed feed(String bootstrap, String topic) {
        KafkaSettings settings = JobTopics.of("job")
                .settings(bootstrap, Map.of(TopicRole.HINTS.option().key(), topic));
        return new KafkaHintFeed(settings, Duration.ofHours(1), CHECK);
    }

    private static KafkaProducer<byte[], byte[]> producer(String id) {
        KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of("transactional.id", id));
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, Hint hint) {
        producer.send(new ProducerRecord<>(topic, partition, null, HintJson.bytes(hint)));
    }

    private static Hint hint(int key, UUID submission) {
        return new Hint(key(key), submission, 1, 1, END);
    }

    private static CounterKey key(int number) {
        return new CounterKey(number, number);
    }
}
