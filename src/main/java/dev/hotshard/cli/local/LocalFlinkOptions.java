package dev.hotshard.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink's options for a cluster in this process: loopback only, one job, no more network memory than it needs. */
final class LocalFlinkOptions {

    private static final String LOOPBACK = "127.0.0.1";

    private LocalFlinkOptions() {}

    /**
     * The options of {@code conf}, with those added or overridden that a local cluster needs.
     *
     * @param temporary an existing folder for temporary files
     */
    static Configuration over(Configuration conf, int parallelism, Path temporary) {
        Configuration local = new Configuration(conf);
        local.set(RestOptions.ADDRESS, LOOPBACK);
        local.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        local.set(JobManagerOptions.ADDRESS, LOOPBACK);
        local.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        local.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        if (!conf.contains(RestOptions.BIND_PORT) && !conf.contains(RestOptions.PORT)) {
            local.set(RestOptions.BIND_PORT, "0");
        }
        local.set(CoreOptions.TMP_DIRS, temporary.toString());
        local.set(WebOptions.TMP_DIR, temporary.toString());
        // The Prometheus reporter would listen on all addresses; local commands listen on loopback only.
        local.removeConfig(MetricOptions.REPORTERS_LIST);
        // One job and as many slots as it needs: no second request to wait for.
        local.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
        // A keyed exchange takes a buffer of 32 KiB per pair of subtasks, and the job has two exchanges. All of
        // this memory is touched at the start, hence no more than needed.
        MemorySize network = MemorySize.ofMebiBytes(16).add(new MemorySize(96L * 1024 * parallelism * parallelism));
        local.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        local.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        return local;
    }
}
