package dev.hotshard.testkit.memory;

import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.job.HotShardJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

/**
 * Runs the job between {@link MemoryTopics} on a Flink cluster in this process, configured by
 * {@code flink-conf}.
 */
public final class TestCluster {

    /** The longest time that a job of a few thousand records takes on a busy machine. */
    static final Duration BOUND = Duration.ofSeconds(240);

    private final Path state;
    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");

    /**
     * Creates a cluster for tests that register an {@link #extension}.
     *
     * @param state folder for checkpoints and savepoints
     * @param backend {@code rocksdb} or {@code hashmap}
     */
    public TestCluster(Path state, String backend) {
        this.state = state;
        conf.set(StateBackendOptions.STATE_BACKEND, backend);
        conf.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                state.resolve("checkpoints").toUri().toString());
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        conf.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(10));
    }

    /** Takes no checkpoints at intervals, so that hints are held until {@link #stop}. */
    public TestCluster withoutCheckpoints() {
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(1));
        return this;
    }

    /** Two task managers, so that records cross a network, with slots for a parallelism of four. */
    public static MiniClusterExtension extension() {
        return new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                .setNumberTaskManagers(2)
                .setNumberSlotsPerTaskManager(2)
                .build());
    }

    /**
     * Starts the job.
     *
     * @param savepoint the savepoint to resume from, or null
     */
    public JobClient start(MemoryTopics topics, int readers, int parallelism, Settings settings, String savepoint)
            throws Exception {
        return start(topics.connectors(readers), parallelism, settings, savepoint);
    }

    /** Starts the job with other connectors. */
    public JobClient start(Connectors connectors, int parallelism, Settings settings, String savepoint)
            throws Exception {
        Configuration job = new Configuration(conf);
        if (savepoint != null) {
            job.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(job);
        env.setParallelism(parallelism);
        HotShardJob.define(env, connectors, settings);
        return env.executeAsync();
    }

    /** Waits for a job's end. */
    public static void await(JobClient job) throws ExecutionException, InterruptedException, TimeoutException {
        job.getJobExecutionResult().get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** Stops a job and returns the savepoint to resume it from. */
    public String stop(JobClient job) throws ExecutionException, InterruptedException, TimeoutException {
        return job.stopWithSavepoint(
                        false, state.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
}
