package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.testkit.cluster.FlinkOptions;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.util.NetUtils;
import org.junit.jupiter.api.Test;

class FlinkConfTest {

    /** A Kafka broker's default for {@code transaction.max.timeout.ms}. */
    private static final Duration BROKER_TRANSACTION_LIMIT = Duration.ofMinutes(15);

    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");

    @Test
    void shouldHaveOnlyKeysOfFlinkAndTheReporter() {
        Set<String> unknown = new TreeSet<>(conf.keySet());
        unknown.removeAll(FlinkOptions.byKey().keySet());

        assertThat(unknown).containsExactly("metrics.reporter.prom.factory.class", "metrics.reporter.prom.port");
    }

    @Test
    void shouldGiveEveryOptionAValueOfItsType() {
        FlinkOptions.byKey().values().stream()
                .filter(conf::contains)
                .forEach(option ->
                        assertThatCode(() -> conf.get(option)).as(option.key()).doesNotThrowAnyException());
    }

    @Test
    void shouldKeepStateInRocksDbWithinManagedMemory() {
        assertThat(conf.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(conf.get(RocksDBOptions.USE_MANAGED_MEMORY)).isTrue();
        assertThat(conf.get(RocksDBOptions.TIMER_SERVICE_FACTORY)).isEqualTo(PriorityQueueStateType.ROCKSDB);
        assertThat(conf.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    }

    @Test
    void shouldRetainExactlyOnceCheckpoints() {
        assertThat(conf.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(conf.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
        assertThat(conf.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    @Test
    void shouldLeaveFiveMinutesForAnOutageWithinATransaction() {
        int attempts = conf.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + 1;
        Duration attempt = conf.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)
                .plus(conf.get(CheckpointingOptions.CHECKPOINTING_INTERVAL));
        Duration outage = BROKER_TRANSACTION_LIMIT.minus(attempt.multipliedBy(attempts));

        assertThat(attempts).isGreaterThan(1);
        assertThat(outage).isGreaterThan(Duration.ofMinutes(5));
        assertThat(conf.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF))
                .isLessThan(outage);
    }

    @Test
    void shouldRefuseACheckpointTimeoutTooLongForATransaction() {
        conf.setString("execution.checkpointing.timeout", "10 min");
        Validation options = new Validation(conf);
        CheckpointOptions.check(options, BROKER_TRANSACTION_LIMIT);

        assertThatThrownBy(options::finish)
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("= 4 x (10 min + 10 s) = 2440 s");
    }

    @Test
    void shouldRestartWithoutEnd() {
        assertThat(conf.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(conf.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldRefuseMistakesInTheGraph() {
        assertThat(conf.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(720);
        assertThat(conf.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(conf.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    }

    @Test
    void shouldForbidUploadsOfCode() {
        assertThat(conf.get(WebOptions.SUBMIT_ENABLE)).isFalse();
    }

    @Test
    void shouldConfigureAReporterWithSeveralPorts() throws ClassNotFoundException {
        assertThat(conf.get(MetricOptions.REPORTERS_LIST)).isEqualTo("prom");
        Configuration reporter = MetricOptions.forReporter(conf, "prom");
        Iterator<Integer> ports = NetUtils.getPortRangeFromString(reporter.getString("port", null));

        assertThat(Class.forName(reporter.get(MetricOptions.REPORTER_FACTORY_CLASS)))
                .isAssignableTo(MetricReporterFactory.class);
        assertThat(ports).toIterable().hasSizeGreaterThan(1);
    }
}
