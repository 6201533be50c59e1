package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;

/** A checkpointed job that runs until it ends or {@link #requestStop} is called. */
final class RunningJob {

    private static final int POLL_MILLIS = 200;
    /**
     * How long to wait for a job that is starting or restarting before stopping it without a savepoint.
     */
    private static final int STOP_POLLS = 30_000 / POLL_MILLIS;

    private final LocalCluster cluster;
    private final JobID job;
    private final Supplier<String> status;
    private final Progress progress = new Progress();

    private volatile boolean stopRequested;

    /** @param status the progress line */
    RunningJob(LocalCluster cluster, JobID job, Supplier<String> status) {
        this.cluster = cluster;
        this.job = job;
        this.status = status;
    }

    /** Makes {@link #awaitStop} stop the job. Any thread may call this. */
    void requestStop() {
        stopRequested = true;
    }

    /**
     * Waits until the job ends or a stop is requested, which stops the job with a savepoint.
     *
     * @return the result if the job ended by itself, or empty if it was stopped
     * @throws Exception the cause of the job's failure, or a {@link CommandException} if no savepoint could
     *     be taken
     */
    Optional<JobExecutionResult> awaitStop(String savepoints) throws Exception {
        int polls = 0;
        boolean stopped = false;
        while (!cluster.awaitEnd(job, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!stopRequested) {
                progress.show(status.get());
            } else if (isRunning()) {
                stopped = stop(savepoints);
                break;
            } else if (polls++ == STOP_POLLS) {
                progress.clear();
                throw new CommandException(
                        "stopped without a savepoint because the job was not running; it will resume from its "
                                + "last checkpoint");
            }
        }
        progress.clear();
        JobExecutionResult result = cluster.result(job);
        return stopped ? Optional.empty() : Optional.of(result);
    }

    /**
     * Whether a savepoint can be taken, which requires that every task runs. A job that is running may still
     * be restoring some of its tasks.
     */
    private boolean isRunning() throws Exception {
        AccessExecutionGraph graph = cluster.flink().getExecutionGraph(job).get();
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            // With a bounded input, some tasks may have finished.
            if (task.getExecutionState() != ExecutionState.RUNNING
                    && task.getExecutionState() != ExecutionState.FINISHED) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    /** Returns false if the job ended by itself before it could be stopped. */
    private boolean stop(String savepoints) throws Exception {
        progress.clear();
        System.err.println("Stopping with a savepoint; interrupt again to end at once");
        try {
            String savepoint = cluster.flink()
                    .stopWithSavepoint(job, savepoints, false, SavepointFormatType.CANONICAL)
                    .get();
            System.err.println("Stopped with savepoint " + savepoint);
            return true;
        } catch (ExecutionException e) {
            if (cluster.awaitEnd(job, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
            throw new CommandException(
                    "no savepoint: " + e.getCause().getMessage() + "; the job will resume from its last checkpoint", e);
        }
    }
}
