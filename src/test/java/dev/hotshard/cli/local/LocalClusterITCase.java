package dev.hotshard.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a local cluster handles errors that are fatal to a TaskManager. */
class LocalClusterITCase {

    /** The number of fatal errors left. The job shares it because it runs in this process. */
    private static final AtomicInteger FATAL = new AtomicInteger();

    private final Configuration conf = new Configuration();

    @BeforeEach
    void restartForEver() {
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    }

    @Test
    void shouldReplaceATaskManagerAfterAFatalError() throws Exception {
        FATAL.set(1);
        try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
            JobID job = cluster.submit(job(), "once");

            assertThat(cluster.awaitEnd(job, 60, TimeUnit.SECONDS)).isTrue();
            cluster.result(job);
            assertThat(FATAL).hasValue(-1);
        }
    }

    @Test
    void shouldGiveUpWhenTaskManagersAreLostRepeatedly() throws Exception {
        FATAL.set(Integer.MAX_VALUE);
        try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
            JobID job = cluster.submit(job(), "for ever");

            assertThatThrownBy(() -> Awaitility.await()
                            .atMost(Duration.ofSeconds(240))
                            .until(() -> cluster.awaitEnd(job, 100, TimeUnit.MILLISECONDS)))
                    .isInstanceOf(LostClusterException.class)
                    .hasMessage("the local Flink cluster lost its TaskManager 6 times within 10 min; the errors "
                            + "logged above say why");
        }
    }

    @Test
    void shouldReportAClusterThatEndsByItself() throws Exception {
        FATAL.set(Integer.MAX_VALUE);
        try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
            JobID job = cluster.submit(job(), "cut off");
            // A cluster closes itself like this when its JobManager fails.
            cluster.flink().closeAsync();

            assertThatThrownBy(() -> cluster.awaitEnd(job, 60, TimeUnit.SECONDS))
                    .isInstanceOf(LostClusterException.class)
                    .hasMessage("the local Flink cluster ended unexpectedly; the errors logged above say why");
        }
    }

    private StreamExecutionEnvironment job() {
        StreamExecutionEnvironment env = LocalCluster.environment(conf, 1);
        env.fromSequence(1, 3).sinkTo(new FatalSink()).name("fatal").uid("fatal");
        return env;
    }

    /** Fails at an event and again when it is closed, while fatal errors are left. */
    private static final class FatalSink implements Sink<Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<Long> createWriter(WriterInitContext context) {
            boolean fatal = FATAL.getAndDecrement() > 0;
            return new SinkWriter<>() {

                @Override
                public void write(Long element, Context context) {
                    if (fatal) {
                        throw new IllegalStateException("the first failure");
                    }
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {
                    if (fatal) {
                        throw new IllegalStateException("the fatal one");
                    }
                }
            };
        }
    }
}
