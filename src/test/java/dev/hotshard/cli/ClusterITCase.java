package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.cluster.StandaloneCluster;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.Reconciliation;
import dev.hotshard.testkit.kafka.ShortTimeouts;
import dev.hotshard.testkit.kafka.Traffic;
import dev.hotshard.testkit.kafka.WritePermission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The job jar, submitted with {@code flink run} to a cluster of real JVMs. */
class ClusterITCase {
    private static final Path JAR = Path.of(System.getProperty("hotshard.jar"));
    private static final int PARALLELISM = 2;
    /**
     * Two subtasks each for the source, the detector and the sink of scattered events; one each for the sinks of
     * hot ids, hints and dead letters.
     */
    private static final int TASKS = 8;

    private static final int THRESHOLD = 300;
    private static final int EVENTS = 60_000;
    private static final int WINDOW = 8_000;

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension(WritePermission.BROKER);

    private static StandaloneCluster cluster;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = StandaloneCluster.start(
                broker.folder().resolve("cluster"), 2, PARALLELISM, Map.of("taskmanager.load-balance.mode", "SLOTS"));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldLoseAndRepeatNothingWhenATaskManagerIsKilledInMidStream() throws Exception {
        JobTopics topics = broker.createJobTopics("cluster", 4);
        String servers = broker.bootstrapServers();
        SplittableRandom random = Seed.random(ClusterITCase.class);
        try (Traffic traffic = Traffic.start(servers, topics.input(), random.split(), WINDOW);
                JobOutputs outputs = JobOutputs.read(servers, topics, traffic::seen)) {
            String job = submit(topics.arguments(servers), "--threshold", Integer.toString(THRESHOLD));
            cluster.awaitRunning(job, TASKS);
            traffic.awaitMore(2 * WINDOW + random.nextInt(WINDOW));
            List<Long> running = cluster.taskManagersRunning(job);
            assertThat(running).hasSize(2);
            assertThatThrownBy(() -> submit(topics.arguments(servers)))
                    .as("the same job once more")
                    .hasMessageContaining("flink run has ended with 1")
                    .hasMessageContaining("another job is running with the transactional ids hotshard-");

            cluster.killTaskManager(running.get(random.nextInt(2)));
            cluster.awaitRunning(job, TASKS);
            traffic.awaitCount(EVENTS);
            List<SourceRecord> sent = traffic.finish();
            outputs.awaitCount(sent.size());
            assertThat(cluster.exceptions(job))
                    .as("failures that it has recovered from")
                    .isNotEmpty();
            cluster.savepointAndStop(job);

            Reconciliation.assertExact(sent, THRESHOLD, outputs.readToEnd());
        }
    }

    @Test
    void shouldLoseAndRepeatNothingOverAnOutageLongerThanAllTimeouts() throws Exception {
        survive("outage", topics -> {
            broker.kill();
            // This shows that the outage outlasted delivery.timeout.ms and max.block.ms.
            cluster.awaitTaskManagerLog("Could not close the writer of ");
            broker.restart();
        });
    }

    @Test
    @Tag("thorough")
    void shouldLoseAndRepeatNothingWhenItTemporarilyLacksPermissionToWrite() throws Exception {
        survive("forbidden", topics -> {
            WritePermission.take(broker.bootstrapServers(), topics.output());
            cluster.awaitTaskManagerLog("Not authorized to access topics: [" + topics.output() + "]");
            WritePermission.giveBack(broker.bootstrapServers(), topics.output());
        });
    }

    private interface Fault {
        void happen(JobTopics topics) throws Exception;
    }

    private static void survive(String name, Fault fault) throws Exception {
        JobTopics topics = broker.createJobTopics(name, 4);
        String servers = broker.bootstrapServers();
        try (Traffic traffic = Traffic.start(servers, topics.input(), Seed.random(ClusterITCase.class), WINDOW);
                JobOutputs outputs = JobOutputs.read(servers, topics, traffic::seen)) {
            List<String> arguments = new ArrayList<>(topics.arguments(servers));
            arguments.addAll(ShortTimeouts.arguments());
            String job = submit(arguments, "--threshold", Integer.toString(THRESHOLD));
            cluster.awaitRunning(job, TASKS);
            traffic.awaitMore(2 * WINDOW);

            fault.happen(topics);

            traffic.awaitMore(2 * WINDOW);
            List<SourceRecord> sent = traffic.finish();
            outputs.awaitCount(sent.size());
            cluster.requireAllAlive();
            cluster.savepointAndStop(job);
            Reconciliation.assertExact(sent, THRESHOLD, outputs.readToEnd());
        }
    }

    @Test
    void shouldReportAUsersMistakeInOneMessage() {
        assertThatThrownBy(() -> submit(JobTopics.of("mistaken").arguments("127.0.0.1:1"), "--treshold", "3"))
                .hasMessageContaining("flink run has ended with 1")
                .hasMessageContaining("Unknown option: '--treshold'")
                .message()
                .doesNotContain("\tat ");
    }

    @Test
    void shouldOnlyWarnIfNoBrokerCanBeAskedOnSubmission() throws IOException {
        String job = submit(JobTopics.of("early").arguments("no.such.host.invalid:9092"));

        assertThat(cluster.submissionLog())
                .contains("WARN")
                .contains("Cannot check brokers and topics:"
                        + " no Kafka broker answers at no.such.host.invalid:9092: no address is known "
                        + "for host no.such.host.invalid");
        cluster.cancel(job);
        assertThat(cluster.jobStatus(job)).isEqualTo("CANCELED");
    }

    private static String submit(List<String> arguments, String... more) throws IOException {
        // The leading word is the name of the local command.
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(arguments);
        all.addAll(List.of(more));
        return cluster.submit(JAR, PARALLELISM, all);
    }
}
