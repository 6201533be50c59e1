package dev.hotshard.bench;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.job.HotShardJob;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Flink cluster of a benchmark: one in this process for each job, measured by {@link Meter}. */
final class BenchCluster {

    /** About what k8s/ gives a TaskManager of two slots. Only RocksDB uses it, which it bounds. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(1536);

    private BenchCluster() {}

    /**
     * The configuration of {@code flink-conf/config.yaml} with the given state backend and without restarts.
     *
     * @param folder the folder for checkpoints
     */
    static Configuration configuration(BackendKind state, Path folder) {
        Configuration conf = LocalCluster.configuration();
        conf.set(StateBackendOptions.STATE_BACKEND, state.backend());
        conf.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        conf.set(MetricOptions.REPORTERS_LIST, "meter");
        conf.setString("metrics.reporter.meter.factory.class", Meter.class.getName());
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        conf.set(RestOptions.ADDRESS, "127.0.0.1");
        conf.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        return conf;
    }

    /** The environment that defines the next job of this process. */
    static StreamExecutionEnvironment environment(int parallelism, Configuration conf) {
        Meter.clear();
        Hints.clear();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, conf);
        env.setMaxParallelism(HotShardJob.MAX_PARALLELISM);
        return env;
    }
}
