package dev.hotshard.bench;

import dev.hotshard.job.HotShardJob;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the jobs of a benchmark run: a Flink cluster in this process for each. */
final class LocalJob {

    private LocalJob() {}

    /**
     * An environment under {@code flink-conf/config.yaml}, but with state where it is asked for, and without checkpoints, so that
     * what is measured is the way of an event and not that of a snapshot.
     */
    static StreamExecutionEnvironment environment(int parallelism, State state) {
        String folder = Path.of(System.getProperty("hotshard.home", "."), "flink-conf").toString();
        Configuration conf = GlobalConfiguration.loadConfiguration(folder);
        conf.set(StateBackendOptions.STATE_BACKEND, state.backend());
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        conf.removeConfig(MetricOptions.REPORTERS_LIST);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        conf.set(RestOptions.ADDRESS, "127.0.0.1");
        conf.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, conf);
        env.setMaxParallelism(HotShardJob.MAX_PARALLELISM);
        return env;
    }
}
