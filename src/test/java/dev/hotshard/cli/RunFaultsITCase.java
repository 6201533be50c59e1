package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.Reconciliation;
import dev.hotshard.testkit.kafka.ShortTimeouts;
import dev.hotshard.testkit.kafka.Traffic;
import dev.hotshard.testkit.kafka.WritePermission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The command {@code run} while its brokers are unreachable for longer than its timeouts, or deny it
 * permission to write.
 */
class RunFaultsITCase {

    private static final int THRESHOLD = 300;
    private static final int WINDOW = 4_000;

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension(WritePermission.BROKER);

    /** A fault of the brokers and its repair. */
    private interface Fault {
        void begin(RunProcess run, JobTopics topics) throws Exception;

        void end(JobTopics topics) throws Exception;
    }

    @Test
    void shouldLoseAndRepeatNothingInAnOutageLongerThanAllTimeouts() throws Exception {
        survives("outage", new Fault() {
            @Override
            public void begin(RunProcess run, JobTopics topics) {
                broker.kill();
                // This shows that the outage outlasted delivery.timeout.ms and max.block.ms.
                run.awaitStderr("Could not close the writer of ");
            }

            @Override
            public void end(JobTopics topics) throws Exception {
                broker.restart();
            }
        });
    }

    @Test
    @Tag("thorough")
    void shouldLoseAndRepeatNothingWithoutPermissionToWrite() throws Exception {
        survives("forbidden", new Fault() {
            @Override
            public void begin(RunProcess run, JobTopics topics) throws Exception {
                WritePermission.take(broker.bootstrapServers(), topics.output());
                run.awaitStderr("Not authorized to access topics: [" + topics.output() + "]");
            }

            @Override
            public void end(JobTopics topics) throws Exception {
                WritePermission.giveBack(broker.bootstrapServers(), topics.output());
            }
        });
    }

    private void survives(String name, Fault fault) throws Exception {
        JobTopics topics = broker.createJobTopics(name, 4);
        String servers = broker.bootstrapServers();
        try (Traffic traffic = Traffic.start(servers, topics.input(), Seed.random(RunFaultsITCase.class), WINDOW);
                JobOutputs outputs = JobOutputs.read(servers, topics, traffic::seen);
                RunProcess run = start(topics)) {
            run.awaitRunning();
            traffic.awaitMore(2 * WINDOW);

            fault.begin(run, topics);
            fault.end(topics);

            traffic.awaitMore(2 * WINDOW);
            List<SourceRecord> sent = traffic.finish();
            outputs.awaitCount(sent.size());
            run.terminate();
            assertThat(run.exitCode()).as(run.stderr()).isZero();
            assertThat(run.stderr()).contains("Stopped with savepoint ").doesNotContain("FATAL");
            Reconciliation.assertExact(sent, THRESHOLD, outputs.readToEnd());
        }
    }

    private static RunProcess start(JobTopics topics) throws IOException {
        List<String> arguments = new ArrayList<>(topics.arguments(broker.bootstrapServers()));
        arguments.addAll(List.of("--threshold", Integer.toString(THRESHOLD)));
        arguments.addAll(ShortTimeouts.arguments());
        return RunProcess.start(broker.folder().resolve(topics.job()), arguments);
    }
}
