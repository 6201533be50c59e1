package dev.hotshard.connect.kafka;

import static dev.hotshard.connect.kafka.HintTopics.CHECK;
import static dev.hotshard.connect.kafka.HintTopics.OURS;
import static dev.hotshard.connect.kafka.HintTopics.THEIRS;
import static dev.hotshard.connect.kafka.HintTopics.hint;
import static dev.hotshard.connect.kafka.HintTopics.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.detect.gate.HintFeed.Subscription;
import dev.hotshard.testkit.kafka.BrokerExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The hints that gates learn from a topic, and those that they must not learn. */
class KafkaHintFeedITCase {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    private static final HintTopics topics = new HintTopics(broker);

    @Test
    void shouldLearnCommittedHintsOfItsSubmissionOnly() throws IOException {
        broker.createTopic("hints", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("hints");
                KafkaProducer<byte[], byte[]> other = topics.producer("other");
                Subscription feed = topics.feed("hints").subscribe(OURS)) {
            producer.beginTransaction();
            topics.send(producer, "hints", 0, hint(1, OURS));
            producer.abortTransaction();
            producer.beginTransaction();
            topics.send(producer, "hints", 0, hint(2, THEIRS));
            producer.send(new ProducerRecord<>("hints", 0, null, "no hint".getBytes(StandardCharsets.US_ASCII)));
            topics.send(producer, "hints", 0, hint(3, OURS));
            producer.flush();
            other.beginTransaction();
            topics.send(other, "hints", 1, hint(4, OURS));
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
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("before")) {
            topics.write(producer, "before", 0, hint(1, OURS));
        }
        try (Subscription first = topics.feed("before").subscribe(OURS)) {
            await().atMost(BOUND).until(() -> first.hintTable().get(key(1)) != null);
        }
        try (Subscription second = topics.feed("before").subscribe(OURS)) {
            await().atMost(BOUND).until(() -> second.hintTable().get(key(1)) != null);
        }
    }

    @Test
    void shouldShareOneReaderUntilTheLastGateLeaves() throws IOException {
        broker.createTopic("shared", 1, Map.of());
        UUID submission = new UUID(3, 3);
        Subscription one = topics.feed("shared").subscribe(submission);
        Subscription two = topics.feed("shared").subscribe(submission);

        assertThat(one.hintTable()).isSameAs(two.hintTable());
        assertThat(HintReaderThreads.count()).isEqualTo(1);
        one.close();
        one.close();
        assertThat(HintReaderThreads.count()).isEqualTo(1);
        two.close();
        assertThat(HintReaderThreads.count()).isZero();
    }

    @Test
    void shouldRetryWhileTheTopicDoesNotExist() throws IOException {
        try (Subscription feed = topics.feed("late").subscribe(OURS)) {
            await().atMost(BOUND)
                    .until(() -> HintReaderThreads.countIn("java.util.concurrent.CountDownLatch.await") == 1);
            broker.createTopic("late", 1, Map.of());
            try (KafkaProducer<byte[], byte[]> producer = topics.producer("late")) {
                topics.write(producer, "late", 0, hint(1, OURS));
            }

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);
        }
    }

    @Test
    void shouldStopAtOnceWhileNoBrokerAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Subscription feed =
                    topics.feed("127.0.0.1:" + silent.getLocalPort(), "none").subscribe(OURS);
            await().atMost(BOUND)
                    .until(() -> HintReaderThreads.countIn(KafkaConsumer.class.getName() + ".partitionsFor") == 1);

            feed.close();

            assertThat(HintReaderThreads.count()).isZero();
        }
    }

    @Test
    void shouldReadPartitionsThatAreAddedFromTheirBeginning() throws Exception {
        broker.createTopic("wider", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("wider");
                Subscription feed = topics.feed("wider").subscribe(OURS)) {
            topics.write(producer, "wider", 0, hint(1, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);

            try (Admin admin = broker.admin()) {
                admin.createPartitions(Map.of("wider", NewPartitions.increaseTo(3)))
                        .all()
                        .get();
            }
            topics.write(producer, "wider", 2, hint(2, OURS));

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(2)) != null);
            topics.write(producer, "wider", 0, hint(3, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(3)) != null);
            assertThat(feed.unreadable()).isZero();
        }
    }

    @Test
    void shouldReadTheTopicThatReplacesADeletedOne() throws Exception {
        broker.createTopic("renewed", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("renewed");
                Admin admin = broker.admin();
                Subscription feed = topics.feed("renewed").subscribe(OURS)) {
            topics.write(producer, "renewed", 0, hint(1, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(1)) != null);

            admin.deleteTopics(List.of("renewed")).all().get();
            await().atMost(BOUND).until(() -> feed.unreadable() > 0);
            double lag = feed.lagSeconds();
            await().atMost(BOUND).until(() -> feed.lagSeconds() > lag + 3 * CHECK.toMillis() / 1e3);
            broker.createTopic("renewed", 1, Map.of());
            try (KafkaProducer<byte[], byte[]> fresh = topics.producer("renewed")) {
                topics.write(fresh, "renewed", 0, hint(2, OURS));
            }

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(2)) != null);
            assertThat(feed.hintTable().get(key(1))).as("known before").isEqualTo(hint(1, OURS));
        }
    }

    @Test
    void shouldReadATopicThatWasDeletedAndCreatedAgainAtOnce() throws Exception {
        broker.createTopic("swift", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("swift");
                Admin admin = broker.admin();
                Subscription feed = topics.feed("swift").subscribe(OURS)) {
            topics.write(producer, "swift", 0, hint(1, OURS));
            topics.write(producer, "swift", 0, hint(2, OURS));
            await().atMost(BOUND).until(() -> feed.hintTable().get(key(2)) != null);

            admin.deleteTopics(List.of("swift")).all().get();
            broker.createTopic("swift", 1, Map.of());
            try (KafkaProducer<byte[], byte[]> fresh = topics.producer("swift")) {
                topics.write(fresh, "swift", 0, hint(3, OURS));
            }

            await().atMost(BOUND).until(() -> feed.hintTable().get(key(3)) != null);
        }
    }

    @Test
    void shouldCountUnreadableRecordsAndLagLittleWhileItReadsAll() throws Exception {
        broker.createTopic("aging", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("aging");
                Subscription feed = topics.feed("aging").subscribe(OURS)) {
            producer.beginTransaction();
            topics.send(producer, "aging", 0, hint(1, OURS));
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
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("broken")) {
            topics.write(producer, "broken", 0, hint(1, OURS));
        }
        AtomicInteger errors = new AtomicInteger(2);
        HintReader reader = new HintReader(
                "broken",
                () -> {
                    if (errors.getAndDecrement() > 0) {
                        throw new NoClassDefFoundError("on purpose");
                    }
                    return topics.consumer();
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
}
