package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.event.Reason;
import dev.hotshard.operator.Metrics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;

/** A job without an end, watched until somebody asks it to stop. */
final class RunningJob {

    private static final int POLL_MILLIS = 200;
    /** How long a job that is starting or restarting is waited for before it is stopped without a savepoint. */
    private static final int STOP_POLLS = 30_000 / POLL_MILLIS;

    private final LocalCluster cluster;
    private final JobID job;
    private final Progress progress = new Progress();

    private volatile boolean stopRequested;

    RunningJob(LocalCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    /** Has {@link #awaitStop} stop the job. */
    void requestStop() {
        stopRequested = true;
    }

    /**
     * Waits until the job was asked to stop, and stops it with a savepoint.
     *
     * @throws Exception what made the job fail, or {@link CommandException} if no savepoint could be taken
     */
    void awaitStop(String savepoints) throws Exception {
        int polls = 0;
        while (!cluster.awaitEnd(job, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!stopRequested) {
                progress.show(status());
            } else if (isRunning()) {
                stop(savepoints);
                break;
            } else if (polls++ == STOP_POLLS) {
                progress.clear();
                throw new CommandException("stopped without a savepoint, since the job is not running; it will resume from its last checkpoint");
            }
        }
        progress.clear();
        cluster.result(job);
    }

    /** Whether a savepoint can be taken, for which every task must run; a running job may still be restoring some. */
    private boolean isRunning() throws Exception {
        AccessExecutionGraph graph = cluster.flink().getExecutionGraph(job).get();
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    private void stop(String savepoints) throws Exception {
        progress.clear();
        System.err.println("Stopping with a savepoint; once more ends it at once");
        try {
            String savepoint = cluster.flink().stopWithSavepoint(job, savepoints, false, SavepointFormatType.CANONICAL).get();
            System.err.println("Stopped with savepoint " + savepoint);
        } catch (ExecutionException e) {
            throw new CommandException("no savepoint: " + e.getCause().getMessage()
                    + "; the job will resume from its last checkpoint", e);
        }
    }

    private String status() {
        LocalMetrics metrics = cluster.metrics();
        Map<Reason, Long> letters = metrics.deadLetters();
        return "%,d events, %,d hot ids, %,d rewritten, %,d dead letters".formatted(metrics.sum(Metrics.EVENTS),
                metrics.sum(Metrics.HOT_IDS), metrics.sum(Metrics.REWRITTEN),
                letters.values().stream().mapToLong(Long::longValue).sum());
    }
}
