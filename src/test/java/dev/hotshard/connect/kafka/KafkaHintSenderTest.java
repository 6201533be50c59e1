package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintJson;
import dev.hotshard.event.CounterKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaHintSenderTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(1);

    private final MockProducer<byte[], byte[]> producer = producer(true);

    @Test
    void shouldKeyAHintByItsCounterKey() {
        try (KafkaHintSender sender = start(10, () -> producer)) {
            sender.send(hint(1));

            await().atMost(BOUND).until(() -> producer.history().size() == 1);
            assertThat(producer.history()).singleElement().satisfies(record -> {
                assertThat(record.topic()).isEqualTo("hints");
                assertThat(record.partition()).isNull();
                assertThat(record.timestamp()).as("the producer's").isNull();
                assertThat(record.key()).isEqualTo(hint(1).key().toHex().getBytes(StandardCharsets.US_ASCII));
                assertThat(HintJson.read(record.value())).contains(hint(1));
            });
            assertThat(sender.unsent()).isZero();
        }
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void shouldCountARefusedHintAndSendTheNext() {
        MockProducer<byte[], byte[]> manual = producer(false);
        try (KafkaHintSender sender = start(10, () -> manual)) {
            sender.send(hint(1));
            await().atMost(BOUND).until(() -> manual.errorNext(new TimeoutException("on purpose")));
            await().atMost(BOUND).until(() -> sender.unsent() == 1);

            sender.send(hint(2));
            await().atMost(BOUND).until(manual::completeNext);
            assertThat(sender.unsent()).isEqualTo(1);
            assertThat(sent(manual)).containsExactly(hint(1), hint(2));
        }
    }

    @Test
    void shouldReplaceABrokenProducer() {
        MockProducer<byte[], byte[]> broken = producer(true);
        broken.sendException = new KafkaException("on purpose");
        Iterator<MockProducer<byte[], byte[]>> producers =
                List.of(broken, producer).iterator();
        try (KafkaHintSender sender = start(10, producers::next)) {
            sender.send(hint(1));
            await().atMost(BOUND).until(() -> sender.unsent() == 1);
            sender.send(hint(2));

            await().atMost(BOUND).until(() -> producer.history().size() == 1);
            assertThat(sent(producer)).containsExactly(hint(2));
            assertThat(broken.closed()).isTrue();
        }
    }

    @Test
    void shouldContinueAfterAnError() {
        Iterator<Producer<byte[], byte[]>> producers =
                List.<Producer<byte[], byte[]>>of(producer).iterator();
        CountDownLatch failed = new CountDownLatch(1);
        try (KafkaHintSender sender = start(10, () -> {
            if (failed.getCount() > 0) {
                failed.countDown();
                throw new NoClassDefFoundError("on purpose");
            }
            return producers.next();
        })) {
            sender.send(hint(1));
            sender.send(hint(2));

            await().atMost(BOUND).until(() -> producer.history().size() == 1);
            assertThat(sent(producer)).containsExactly(hint(2));
            assertThat(sender.unsent()).isEqualTo(1);
        }
    }

    @Test
    void shouldDropTheOldestInsteadOfBlocking() {
        CountDownLatch brokers = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        try (KafkaHintSender sender = start(3, () -> {
            waiting.countDown();
            awaitUninterruptibly(brokers);
            return producer;
        })) {
            sender.send(hint(0));
            awaitUninterruptibly(waiting);
            IntStream.rangeClosed(1, 5).forEach(i -> sender.send(hint(i)));
            assertThat(sender.unsent()).isEqualTo(2);
            brokers.countDown();

            await().atMost(BOUND).until(() -> producer.history().size() == 4);
            assertThat(sent(producer)).containsExactly(hint(0), hint(3), hint(4), hint(5));
            assertThat(sender.unsent()).isEqualTo(2);
        }
    }

    @Test
    void shouldCloseEvenIfItsProducerDoesNot() {
        producer.closeException = new KafkaException("on purpose");
        KafkaHintSender sender = start(10, () -> producer);
        sender.send(hint(1));
        await().atMost(BOUND).until(() -> producer.history().size() == 1);

        sender.close();
        sender.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("hotshard-hint-sender");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KafkaHintSender start(int capacity, Supplier<Producer<byte[], byte[]>> producers) {
        KafkaHintSender sender = new KafkaHintSender("hints", producers, capacity, RETRY);
        sender.start();
        return sender;
    }

    private static MockProducer<byte[], byte[]> producer(boolean completes) {
        return new MockProducer<>(completes, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<Hint> sent(MockProducer<byte[], byte[]> producer) {
        return producer.history().stream()
                .map(record -> HintJson.read(record.value()).orElseThrow())
                .toList();
    }

    private static Hint hint(int number) {
        return new Hint(new CounterKey(number, number), new UUID(1, 1), 1, 1, 2);
    }
}
