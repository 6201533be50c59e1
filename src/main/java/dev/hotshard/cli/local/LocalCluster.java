package dev.hotshard.cli.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process, its REST endpoint on loopback, for one job. A TaskManager that an error
 * was fatal to is replaced; where that does not help, or the rest of the cluster ends, {@link #awaitEnd}
 * throws.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(90);

    private final MiniCluster cluster;
    private final LocalMetrics metrics;
    private final TemporaryFolder temporary;
    private TaskManagerKeeper taskManager;

    private LocalCluster(MiniCluster cluster, LocalMetrics metrics, TemporaryFolder temporary) {
        this.cluster = cluster;
        this.metrics = metrics;
        this.temporary = temporary;
    }

    /** What {@code flink-conf/config.yaml} of this installation says. */
    public static Configuration configuration() {
        return GlobalConfiguration.loadConfiguration(
                Path.of(System.getProperty("hotshard.home", "."), "flink-conf").toString());
    }

    /**
     * Starts a cluster with one slot for each parallel subtask.
     *
     * @param conf Flink's options; addresses, memory and temporary directories are set here
     */
    public static LocalCluster start(Configuration conf, int parallelism) throws Exception {
        TemporaryFolder temporary = TemporaryFolder.create("hotshard-");
        Configuration local = local(conf, parallelism, temporary.path());
        LocalMetrics metrics = new LocalMetrics();
        MiniCluster cluster =
                new MiniCluster(new MiniClusterConfiguration.Builder()
                        .setConfiguration(local)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(parallelism)
                        .build()) {
                    @Override
                    protected MetricRegistryImpl createMetricRegistry(Configuration config, long maximumMessageSize) {
                        return new MetricRegistryImpl(
                                MetricRegistryConfiguration.fromConfiguration(config, maximumMessageSize),
                                List.of(new ReporterSetup(
                                        "local",
                                        new MetricConfig(),
                                        metrics,
                                        (metric, name, group) -> true,
                                        Map.of())));
                    }
                };
        LocalCluster started = new LocalCluster(cluster, metrics, temporary);
        try {
            cluster.start();
            started.taskManager = TaskManagerKeeper.of(cluster);
        } catch (Exception e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static Configuration local(Configuration conf, int parallelism, Path temporary) {
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
        // The Prometheus reporter listens on all addresses; local commands listen on loopback only.
        local.removeConfig(MetricOptions.REPORTERS_LIST);
        // One job and as many slots as it needs: no second request to wait for.
        local.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
        // A keyed exchange takes a buffer of 32 KiB from each subtask to each, and the job has two; all of
        // it is touched at the start.
        MemorySize network = MemorySize.ofMebiBytes(16).add(new MemorySize(96L * 1024 * parallelism * parallelism));
        local.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        local.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        return local;
    }

    /** Where the web UI and the REST endpoint are. */
    public URI restAddress() throws Exception {
        return cluster.getRestAddress().get();
    }

    public LocalMetrics metrics() {
        return metrics;
    }

    public MiniCluster flink() {
        return cluster;
    }

    /** For a job to be submitted to a cluster with {@code parallelism}, which need not be there yet. */
    public static StreamExecutionEnvironment environment(Configuration conf, int parallelism) {
        Configuration job = new Configuration(conf);
        job.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return new StreamExecutionEnvironment(job);
    }

    /** Submits what {@code env} defines. */
    public JobID submit(StreamExecutionEnvironment env, String name) throws Exception {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        return cluster.submitJob(graph).get().getJobID();
    }

    /**
     * Whether the job ended within the time.
     *
     * @throws LostClusterException if it never will, because the cluster can run nothing more
     */
    public boolean awaitEnd(JobID job, long timeout, TimeUnit unit) throws Exception {
        requireUsable();
        try {
            cluster.requestJobResult(job).get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | IllegalStateException e) {
            // The cluster may have ended meanwhile.
            requireUsable();
            throw e;
        }
    }

    private void requireUsable() {
        if (!cluster.isRunning()) {
            throw new LostClusterException(
                    "the local Flink cluster has ended by itself; the errors logged above say why");
        }
        taskManager.failure().ifPresent(why -> {
            throw new LostClusterException(why);
        });
    }

    /** Waits for the end of the job; throws what made it fail. */
    public JobExecutionResult result(JobID job) throws Exception {
        JobResult result = cluster.requestJobResult(job).get();
        if (result.getSerializedThrowable().isPresent()) {
            Throwable cause =
                    result.getSerializedThrowable().get().deserializeError(LocalCluster.class.getClassLoader());
            throw cause instanceof Exception e ? e : new IllegalStateException(cause);
        }
        return result.toJobExecutionResult(LocalCluster.class.getClassLoader());
    }

    /** Ends the job where it is, so that the cluster does not end under it. */
    public void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
    }

    @Override
    public void close() throws Exception {
        try {
            if (taskManager != null) {
                taskManager.close();
            }
            // Tasks that never end would keep a command that has failed alive.
            cluster.closeAsync().get(CLOSE_BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // A TaskManager that was replaced may not have ended in order, and all that matters has been
            // said by now.
            LOG.warn(
                    "The local cluster has not ended in order: {}", e.getCause().toString());
        } catch (TimeoutException e) {
            LOG.warn(
                    "The local cluster has not ended after {} s and is left to end with this process",
                    CLOSE_BOUND.toSeconds());
        } finally {
            temporary.close();
        }
    }
}
