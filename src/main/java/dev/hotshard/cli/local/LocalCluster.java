package dev.hotshard.cli.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process, with its REST endpoint on loopback, for one job.
 *
 * <p>A TaskManager lost to a fatal error is replaced. If that does not help, or another part of the cluster
 * ends, {@link #awaitEnd} throws.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(90);

    private final MiniCluster cluster;
    private final LocalMetrics metrics;
    private final TemporaryFolder temporary;
    private TaskManagerKeeper taskManager;

    private LocalCluster(MiniCluster cluster, LocalMetrics metrics, TemporaryFolder temporary) {
        this.cluster = cluster;
        this.metrics = metrics;
        this.temporary = temporary;
    }

    /** The options in {@code flink-conf/config.yaml} of this installation. */
    public static Configuration configuration() {
        return GlobalConfiguration.loadConfiguration(
                Path.of(System.getProperty("hotshard.home", "."), "flink-conf").toString());
    }

    /**
     * Starts a cluster with one slot per parallel subtask.
     *
     * @param conf Flink's options; addresses, network memory and temporary directories are overridden
     */
    public static LocalCluster start(Configuration conf, int parallelism) throws Exception {
        TemporaryFolder temporary = TemporaryFolder.create("hotshard-");
        Configuration local = LocalFlinkOptions.over(conf, parallelism, temporary.path());
        LocalMetrics metrics = new LocalMetrics();
        MiniCluster cluster = new MeteredMiniCluster(local, parallelism, metrics);
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

    /** The address of the web UI and the REST endpoint. */
    public URI restAddress() throws Exception {
        return cluster.getRestAddress().get();
    }

    /** The job's counters; readable after the cluster is closed, too. */
    public LocalMetrics metrics() {
        return metrics;
    }

    /** Flink's own handle of the cluster, for requests that this class does not offer. */
    public MiniCluster flink() {
        return cluster;
    }

    /**
     * An environment for a job to be submitted to a cluster with {@code parallelism} slots, which need not
     * exist yet.
     */
    public static StreamExecutionEnvironment environment(Configuration conf, int parallelism) {
        Configuration job = new Configuration(conf);
        job.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return new StreamExecutionEnvironment(job);
    }

    /** Submits the job that {@code env} defines. */
    public JobID submit(StreamExecutionEnvironment env, String name) throws Exception {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        return cluster.submitJob(graph).get().getJobID();
    }

    /**
     * Waits for the job to end; returns whether it has.
     *
     * @throws LostClusterException if it never will, because the cluster can run nothing any more
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
                    "the local Flink cluster ended unexpectedly; the errors logged above say why");
        }
        taskManager.failure().ifPresent(why -> {
            throw new LostClusterException(why);
        });
    }

    /** Waits for the job to end and returns its result, or throws what made it fail. */
    public JobExecutionResult result(JobID job) throws Exception {
        JobResult result = cluster.requestJobResult(job).get();
        if (result.getSerializedThrowable().isPresent()) {
            Throwable cause =
                    result.getSerializedThrowable().get().deserializeError(LocalCluster.class.getClassLoader());
            throw cause instanceof Exception e ? e : new IllegalStateException(cause);
        }
        return result.toJobExecutionResult(LocalCluster.class.getClassLoader());
    }

    /** Cancels the job and waits for its end, so that the cluster does not shut down under it. */
    public void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
    }

    /** Waits for a bounded time until the cluster has shut down. An interrupt ends the wait and is kept. */
    @Override
    public void close() throws IOException {
        try {
            if (taskManager != null) {
                taskManager.close();
            }
            // Bounded: tasks that never end would keep a failed command alive.
            cluster.closeAsync().get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // A TaskManager that was replaced may not have shut down cleanly, and the outcome is reported by now.
            LOG.warn(
                    "The local cluster did not shut down cleanly: {}",
                    e.getCause().toString());
        } catch (TimeoutException e) {
            LOG.warn(
                    "The local cluster is still shutting down after {} s and will end with this process",
                    CLOSE_TIMEOUT.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            temporary.close();
        }
    }
}
