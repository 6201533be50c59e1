package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.kafka.BrokerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that read a topic to its end while it has open transactions. */
class OpenTransactionsITCase {

    private static final String WAITING = "Waiting for open transactions in topic ";

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    /**
     * One partition has a transaction that is committed later, the other one that is aborted later; committed
     * records precede and follow both.
     */
    @Test
    void shouldReadRecordsCommittedLaterAndNotThoseAborted() throws Exception {
        broker.createTopic("late", 2, Map.of());
        broker.createTopic("late-restored", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> plain = producer(null);
                KafkaProducer<byte[], byte[]> committed = producer("committed-later");
                KafkaProducer<byte[], byte[]> aborted = producer("aborted-later")) {
            send(plain, "late", 0, 3);
            send(plain, "late", 1, 3);
            begin(committed, "late", 0, 20);
            begin(aborted, "late", 1, 50);
            send(plain, "late", 0, 4);
            send(plain, "late", 1, 4);
            Path folder = Files.createDirectories(broker.folder().resolve("breakdown"));
            try (RunProcess restore = RunProcess.command(
                            broker.folder().resolve("late-state"),
                            words("restore", "late", "--to-topic", "late-restored", "--json"));
                    RunProcess dryRun = RunProcess.command(
                            broker.folder().resolve("late-dry"), words("restore", "late", "--dry-run", "--json"));
                    MainProcess breakdown = MainProcess.start(
                            folder,
                            List.of(),
                            "breakdown",
                            "--json",
                            "--bootstrap",
                            broker.bootstrapServers(),
                            "--topic",
                            "late")) {
                restore.awaitStderr(WAITING + "late (aborted-later since ");
                dryRun.awaitStderr(WAITING + "late (aborted-later since ");
                await("breakdown waits")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Files.readString(folder.resolve("stderr")).contains(WAITING));

                committed.commitTransaction();
                aborted.abortTransaction();

                assertThat(restore.exitCode()).as(restore.stderr()).isZero();
                assertThat(json(restore.stdout()).get("restored").asInt()).isEqualTo(34);
                assertThat(dryRun.exitCode()).as(dryRun.stderr()).isZero();
                assertThat(json(dryRun.stdout()).get("restored").asInt()).isEqualTo(34);
                CommandRun broken = breakdown.await();
                assertThat(broken.exit()).as(broken.err()).isZero();
                assertThat(json(broken.out()).get("rewritten").asInt()).isEqualTo(34);
            }
        }
        assertThat(broker.count("late-restored")).isEqualTo(34);
    }

    @Test
    void shouldReportATransactionThatStaysOpenAndKeepNothing() throws Exception {
        broker.createTopic("stuck", 1, Map.of());
        broker.createTopic("stuck-restored", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> plain = producer(null);
                KafkaProducer<byte[], byte[]> stuck = producer("stays-open")) {
            send(plain, "stuck", 0, 3);
            begin(stuck, "stuck", 0, 20);
            send(plain, "stuck", 0, 4);
            String state = broker.folder().resolve("stuck-state").toString();

            assertStuck(CommandRun.of(array(words(
                    "restore",
                    "stuck",
                    "--to-topic",
                    "stuck-restored",
                    "--state",
                    state,
                    "-D",
                    "hotshard.kafka.open-transactions-wait=1s"))));
            assertStuck(CommandRun.of(
                    array(words("restore", "stuck", "--dry-run", "-D", "hotshard.kafka.open-transactions-wait=1s"))));
            assertStuck(CommandRun.of(
                    "breakdown",
                    "--bootstrap",
                    broker.bootstrapServers(),
                    "--topic",
                    "stuck",
                    "-D",
                    "hotshard.kafka.open-transactions-wait=0s"));
            assertThat(broker.count("stuck-restored")).isZero();

            assertInterruptible(Path.of(state));

            stuck.commitTransaction();
            // With another filter, because a restore that never began does not bind the next one.
            CommandRun again = CommandRun.of(array(words(
                    "restore",
                    "stuck",
                    "--to-topic",
                    "stuck-restored",
                    "--state",
                    state,
                    "--json",
                    "--distinct-id",
                    "user_id")));
            assertThat(again.err()).isEmpty();
            assertThat(json(again.out()).get("restored").asInt()).isEqualTo(27);
        }
        assertThat(broker.count("stuck-restored")).isEqualTo(27);
    }

    private static void assertStuck(CommandRun run) {
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsPattern(
                        "transactions are open in topic stuck \\(stays-open since \\d{4}-\\S+Z\\) after a wait "
                                + "of [01] s:"
                                + " 24 records from offset 3 of partition 0 on cannot be read yet\n")
                .contains("or wait longer: -D hotshard.kafka.open-transactions-wait=1h")
                .doesNotContain("\tat ");
    }

    private static void assertInterruptible(Path state) throws Exception {
        try (RunProcess waits = RunProcess.command(state, words("restore", "stuck", "--to-topic", "stuck-restored"))) {
            waits.awaitStderr(WAITING + "stuck (stays-open since ");
            assertThat(waits.stderr()).contains("Z): 24 records in partition 0; 9");
            waits.terminate();
            assertThat(waits.exitCode()).isEqualTo(130);
        }
    }

    private static List<String> words(String command, String from, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--bootstrap", broker.bootstrapServers(), "--from-topic", from));
        words.addAll(List.of(more));
        return words;
    }

    private static String[] array(List<String> words) {
        return words.toArray(String[]::new);
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        return broker.producer(transactionalId == null ? Map.of() : Map.of("transactional.id", transactionalId));
    }

    private static void begin(KafkaProducer<byte[], byte[]> producer, String topic, int partition, int count)
            throws Exception {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, topic, partition, count);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, int count)
            throws Exception {
        byte[] rewritten = Events.rewritten(Events.value("user_id")).value();
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(topic, partition, null, rewritten))
                    .get();
        }
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }
}
