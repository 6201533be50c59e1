package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.Reconciliation;
import dev.hotshard.testkit.kafka.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code run} in its own process, against a real broker, under SIGKILL. */
class KafkaRunITCase {
    private static final int THRESHOLD = 300;
    private static final int KILLS = 3;
    /** The gate must be active when the process is killed. */
    private static final String GATE_REWRITTEN = "gate.hotshard.gateRewritten";

    private static final int KILLED = 128 + 9;
    /** A total is emitted a minute after the previous one. */
    private static final Duration TOTALS = Duration.ofSeconds(100);
    /**
     * The number of records in flight: enough to keep the job busy for a part of each second between
     * checkpoints.
     */
    private static final int WINDOW = 4_000;

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    private final SplittableRandom random = Seed.random(KafkaRunITCase.class);

    @ParameterizedTest
    @ValueSource(ints = {50, 90})
    void shouldLoseAndRepeatNothingWhenItIsKilledInMidStream(int hotPercent) throws Exception {
        JobTopics topics = broker.createJobTopics("killed-" + hotPercent, 4);
        String servers = broker.bootstrapServers();
        try (Traffic traffic = Traffic.start(servers, topics.input(), random.split(), hotPercent, WINDOW);
                JobOutputs outputs = JobOutputs.read(servers, topics, traffic::seen)) {
            for (int kill = 0; kill < KILLS; kill++) {
                killInMidStream(topics, traffic);
            }
            List<SourceRecord> sent = finish(topics, traffic, outputs);

            Reconciliation.assertExact(sent, THRESHOLD, outputs.readToEnd());
        }
    }

    /**
     * The window that is in flight when the process starts may be committed without a new checkpoint, so only
     * the second window after it proves a checkpoint. The rest of the wait ends anywhere between two commits or
     * during one.
     */
    private void killInMidStream(JobTopics topics, Traffic traffic) throws Exception {
        try (RunProcess run = start(topics)) {
            run.awaitRunning();
            run.awaitCounter(GATE_REWRITTEN, 1);
            traffic.awaitMore(2 * WINDOW + random.nextInt(WINDOW));
            int completed = run.completedCheckpoints();
            run.kill();

            assertThat(run.exitCode()).isEqualTo(KILLED);
            assertThat(completed).isPositive();
        }
    }

    private List<SourceRecord> finish(JobTopics topics, Traffic traffic, JobOutputs outputs) throws Exception {
        try (RunProcess run = start(topics)) {
            run.awaitRunning();
            traffic.awaitMore(WINDOW);
            List<SourceRecord> sent = traffic.finish();
            outputs.awaitCount(sent.size());
            await("exact totals")
                    .atMost(TOTALS)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> Reconciliation.assertExactTotals(sent, THRESHOLD, outputs.records()));
            run.terminate();

            assertThat(run.exitCode()).isZero();
            assertThat(run.stderr()).contains("Resuming from ").contains("Stopped with savepoint ");
            return sent;
        }
    }

    private RunProcess start(JobTopics topics) throws IOException {
        List<String> arguments = new ArrayList<>(topics.arguments(broker.bootstrapServers()));
        arguments.addAll(List.of("--threshold", Integer.toString(THRESHOLD)));
        return RunProcess.start(broker.folder().resolve(topics.job()), arguments);
    }
}
