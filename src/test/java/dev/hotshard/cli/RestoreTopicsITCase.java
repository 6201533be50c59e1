package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.generate.HostileRecords;
import dev.hotshard.testkit.generate.Records;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.CommittedReader;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.LocalJob;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Restores events that the job rewrote, from topic to topic, and feeds them back to the job. Each test continues
 * with the topics of the previous one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreTopicsITCase {

    private static final int RECORDS = 60_000;
    private static final String THRESHOLD = "5";

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    private static JobTopics topics;
    private static List<SourceRecord> sent;
    private static JobOutputs.TopicContents job;
    private static CommittedReader restored;
    private static CommittedReader left;
    private static CommittedReader deadLetters;

    @BeforeAll
    static void runTheJob() throws Exception {
        topics = broker.createJobTopics("job", 3);
        broker.createTopic("restored", 3, Map.of());
        broker.createTopic("left", 2, Map.of());
        broker.createTopic("not-json", 1, Map.of("max.message.bytes", "1200000"));
        EventScanner scanner = new EventScanner("token");
        sent = HostileRecords.list(Seed.random(RestoreTopicsITCase.class), RECORDS).stream()
                .filter(record -> record.value() == null || HotEvent.restore(record.value(), scanner) == null)
                .toList();
        send(topics.input(), sent);
        job = through(topics, sent.size(), Map.of());
        restored = broker.reader("restored");
        left = broker.reader("left");
        deadLetters = broker.reader("not-json");
    }

    @AfterAll
    static void stop() throws Exception {
        restored.close();
        left.close();
        deadLetters.close();
    }

    @Test
    @Order(1)
    void shouldWriteNothingInADryRun() throws Exception {
        CommandRun run = CommandRun.ofLine("restore --dry-run --json --bootstrap " + broker.bootstrapServers()
                + " --from-topic " + topics.output());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(run.out());
        assertThat(report.get("read").asInt()).isEqualTo(job.events().size());
        assertThat(report.get("restored").asInt()).isEqualTo(rewritten());
        assertThat(report.get("examples")).hasSize(3);
        assertThat(restored.readToEnd()).isEmpty();
    }

    @Test
    @Order(1)
    void shouldBreakDownTheOutput() throws Exception {
        CommandRun run = CommandRun.ofLine(
                "breakdown --json --bootstrap " + broker.bootstrapServers() + " --topic " + topics.output());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(run.out());
        assertThat(report.get("records").asInt()).isEqualTo(job.events().size());
        assertThat(report.get("rewritten").asInt()).isEqualTo(rewritten());
    }

    @Test
    @Order(2)
    void shouldReportAMissingTopic() {
        CommandRun run = CommandRun.ofLine("restore --bootstrap " + broker.bootstrapServers()
                + " --from-topic nowhere --to-topic restored --state "
                + broker.folder().resolve("nowhere"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("hotshard restore: topic nowhere does not exist\n");
    }

    @Test
    @Order(3)
    void shouldRestoreExactlyTheInputAfterAKill() throws Exception {
        try (RunProcess run = start()) {
            run.awaitThat("first results", () -> restored.count() > 0);
            run.kill();
        }
        assertThat(restored.count() + left.count())
                .as("committed before the kill")
                .isBetween(1, job.events().size() - 1);

        try (RunProcess run = start()) {
            assertThat(run.exitCode()).as(run.stderr()).isZero();
            assertThat(run.stderr()).contains("Resuming from ");
            JsonNode report = JsonMapper.builder().build().readTree(run.stdout());
            assertThat(report.get("read").asInt()).isEqualTo(job.events().size());
            assertThat(report.get("restored").asInt()).isEqualTo(rewritten());
            assertThat(report.get("left").asInt()).isEqualTo(job.events().size() - rewritten());
        }

        assertThat(values(restored.readToEnd(), left.readToEnd(), deadLetters.readToEnd(), job.deadLetters()))
                .isEqualTo(ReferenceOutcome.multiset(
                        sent.stream().map(record -> text(record.value())).toList()));
        assertThat(restored.records()).hasSize(rewritten());
        assertThat(deadLetters.records()).isEmpty();
        assertThat(broker.folder().resolve("state")).isDirectoryNotContaining("glob:**/checkpoints");
    }

    @Test
    @Order(4)
    void shouldMarkRestoredRecordsAndKeepTheKeysOfTheRewrittenOnes() {
        assertThat(restored.records())
                .allSatisfy(record -> assertThat(record.headers().lastHeader("hotshard-restored"))
                        .isNotNull());
        assertThat(keys(restored.records()))
                .isEqualTo(keys(job.events().stream()
                        .filter(RestoreTopicsITCase::isRewritten)
                        .toList()));
    }

    @Test
    @Order(5)
    void shouldBecomeHotAgainUnlessTheJobTrustsTheMark() throws Exception {
        JobTopics trusting = broker.createJobTopics("trusting", 3);
        JobTopics wary = broker.createJobTopics("wary", 3);
        JobTopics fromRestored =
                new JobTopics("trusting", "restored", trusting.output(), trusting.hotIds(), trusting.deadLetters());
        JobTopics waryOfRestored = new JobTopics("wary", "restored", wary.output(), wary.hotIds(), wary.deadLetters());

        JobOutputs.TopicContents passed = through(fromRestored, rewritten(), Map.of("hotshard.trust-restored", "true"));
        JobOutputs.TopicContents counted = through(waryOfRestored, rewritten(), Map.of());

        assertThat(values(passed.events())).isEqualTo(values(restored.records()));
        assertThat(passed.hotIds()).isEmpty();
        assertThat(keys(passed.events())).isEqualTo(keys(restored.records()));
        assertThat(counted.hotIds())
                .as("what the same records do without the mark's trust")
                .isNotEmpty();
    }

    private static RunProcess start() throws Exception {
        String line = "restore --bootstrap " + broker.bootstrapServers() + " --from-topic " + topics.output()
                + " --to-topic restored --left-topic left --dead-letters not-json --json"
                + " -D execution.checkpointing.interval=100ms -D execution.checkpointing.min-pause=0s";
        return RunProcess.command(broker.folder().resolve("state"), List.of(line.split(" ")));
    }

    /** Runs the job over its whole input and returns its output. */
    private static JobOutputs.TopicContents through(JobTopics of, int count, Map<String, String> more)
            throws Exception {
        Map<String, String> options = new HashMap<>(of.options(broker.bootstrapServers()));
        options.put("hotshard.threshold", THRESHOLD);
        options.putAll(more);
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), of)) {
            LocalJob running = LocalJob.start(broker.folder().resolve(of.job()), options);
            outputs.awaitCount(count);
            running.stop();
            return outputs.readToEnd();
        }
    }

    private static void send(String topic, List<SourceRecord> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of("max.request.size", 2 << 20))) {
            for (SourceRecord record : records) {
                producer.send(Records.of(topic, record));
            }
        }
    }

    private static int rewritten() {
        return (int)
                job.events().stream().filter(RestoreTopicsITCase::isRewritten).count();
    }

    /** Recognizes copies by their key, because a hostile record may carry the header itself. */
    private static boolean isRewritten(ConsumerRecord<byte[], byte[]> record) {
        return HotEvent.restore(record.value(), new EventScanner("token")) != null;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Integer> values(List<ConsumerRecord<byte[], byte[]>>... records) {
        return ReferenceOutcome.multiset(Stream.of(records)
                .flatMap(List::stream)
                .map(record -> text(record.value()))
                .toList());
    }

    private static Map<String, Integer> keys(List<ConsumerRecord<byte[], byte[]>> records) {
        return ReferenceOutcome.multiset(
                records.stream().map(record -> text(record.key())).toList());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "(none)" : new String(bytes, ISO_8859_1);
    }
}
