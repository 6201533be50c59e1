package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The life of one state folder under the command {@code run}. Each test continues where the previous one
 * stopped.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaResumeITCase {
    private static final Pattern SAVEPOINT = Pattern.compile("Stopped with savepoint (file:\\S+)");

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    private static JobTopics topics;
    private static JobOutputs outputs;
    private static String savepoint;

    @BeforeAll
    static void startBroker() throws IOException {
        topics = broker.createJobTopics("resumed", 2);
        outputs = JobOutputs.read(broker.bootstrapServers(), topics);
    }

    @AfterAll
    static void stopBroker() throws InterruptedException {
        outputs.close();
    }

    @Test
    @Order(1)
    void shouldStartFromTheCommittedOffsetsOfItsGroupElseFromTheEarliest() throws Exception {
        send(0, "a", 1, 4);
        send(1, "b", 1, 2);
        commit(new TopicPartition(topics.input(), 0), 2);

        try (RunProcess run = start("--threshold", "3")) {
            outputs.awaitCount(4);
            stop(run);

            assertThat(run.stderr())
                    .contains("Starting fresh, from the committed offsets of group resumed, else the earliest");
            assertThat(values()).containsExactlyInAnyOrder(event("a", 3), event("a", 4), event("b", 1), event("b", 2));
        }
    }

    @Test
    @Order(2)
    void shouldResumeFromTheSavepointOfItsStopAndKeepOthersOffItsFolder() throws Exception {
        send(0, "a", 5, 6);

        try (RunProcess run = start("--threshold", "3")) {
            run.awaitRunning();
            try (RunProcess second = start("--threshold", "3")) {
                assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(second.stderr())
                        .isEqualTo("hotshard run: another run uses the state folder " + state() + "\n");
            }
            outputs.awaitCount(6);
            String resumedFrom = savepoint;
            stop(run);

            assertThat(run.stderr()).contains("Resuming from " + Path.of(java.net.URI.create(resumedFrom)));
            assertThat(values()).contains(event("a", 5), rewritten("a", 6));
        }
    }

    @Test
    @Order(3)
    void shouldEndAtOnceWhenTerminatedTwice() throws Exception {
        try (RunProcess run = start("--threshold", "3")) {
            run.awaitRunning();
            signal("STOP");
            try {
                run.terminate();
                // The job cannot stop in an orderly way, because no sink can write its pending records.
                run.awaitStderr("Stopping with a savepoint; interrupt again to end at once");
                run.terminate();

                assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
                assertThat(run.stderr()).doesNotContain("Stopped with savepoint");
            } finally {
                signal("CONT");
            }
        }
    }

    @Test
    @Order(4)
    void shouldResumeWithAnotherThreshold() throws Exception {
        send(0, "a", 7, 8);

        try (RunProcess run = start("--threshold", "5")) {
            outputs.awaitCount(8);
            stop(run);

            assertThat(values()).contains(event("a", 7), rewritten("a", 8));
        }
    }

    @Test
    @Order(5)
    void shouldRefuseAnotherTimeZone() throws Exception {
        try (RunProcess run = start("--threshold", "5", "--timezone", "Europe/Berlin")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.stderr())
                    .contains("hotshard run: the counts to resume from mean something else under these options:"
                            + " hotshard.event-date.timezone was UTC and is Europe/Berlin.")
                    .doesNotContain("\tat ");
        }
    }

    private static RunProcess start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(topics.arguments(broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return RunProcess.start(state(), arguments);
    }

    private static Path state() {
        return broker.folder().resolve("state");
    }

    private static void stop(RunProcess run) throws Exception {
        run.terminate();
        assertThat(run.exitCode()).isZero();
        Matcher stopped = SAVEPOINT.matcher(run.stderr());
        assertThat(stopped.find()).isTrue();
        savepoint = stopped.group(1);
    }

    private static void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(broker.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void send(int partition, String id, int from, int to) {
        try (KafkaProducer<String, String> producer = broker.textProducer(Map.of())) {
            IntStream.rangeClosed(from, to)
                    .forEach(i -> producer.send(new ProducerRecord<>(topics.input(), partition, null, event(id, i))));
        }
    }

    private static void commit(TopicPartition partition, long offset) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.alterConsumerGroupOffsets(topics.job(), Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static List<String> values() throws Exception {
        return outputs.readToEnd().events().stream()
                .map(ConsumerRecord::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    private static String event(String id, int number) {
        return "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"%s\",\"time\":1600000000,\"number\":%d}}"
                .formatted(id, number);
    }

    private static String rewritten(String id, int number) {
        return ("{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\",\"mp_original_event_name\":\"e\","
                        + "\"mp_original_distinct_id\":\"%s\",\"time\":1600000000,\"number\":%d}}")
                .formatted(id, number);
    }
}
