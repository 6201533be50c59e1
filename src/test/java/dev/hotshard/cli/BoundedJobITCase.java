package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.cli.local.LocalCluster;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class BoundedJobITCase {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Test
    void shouldFailAStalledJobIfNoBrokerAnswers() throws Exception {
        Configuration conf = new Configuration();
        try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, 1);
            env.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
            JobID job = cluster.submit(env, "without end");
            AtomicInteger asked = new AtomicInteger();

            assertThatThrownBy(() -> BoundedJob.await(cluster, job, () -> "7 of 9 records", PATIENCE, () -> {
                        if (asked.incrementAndGet() == 2) {
                            throw new CommandException("no Kafka broker answers");
                        }
                    }))
                    .hasMessage("no Kafka broker answers");
            assertThat(asked).hasValue(2);
        }
    }
}
