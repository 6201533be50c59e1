package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.connect.file.ReadLinesFunction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** A job that reads a bounded input once, in a local cluster of its own. Keeps nothing to resume from. */
final class BoundedJob {

    private static final Duration STALLED = Duration.ofMinutes(1);

    private BoundedJob() {}

    /**
     * Silences log messages whose content the command reports itself. Must be called before the first logger
     * is created, because the logging configuration reads these properties.
     *
     * @param failures whether the command itself reports why a task failed
     */
    static void quietLogs(boolean failures) {
        if (failures) {
            System.setProperty("hotshard.log.tasks", "OFF");
        }
        // The summary reports what the scan found.
        System.setProperty("hotshard.log.scan", "ERROR");
        // A bounded read commits no offsets, which the source would warn about.
        System.setProperty("hotshard.log.source", "ERROR");
    }

    /** The configuration of the installation, with state on the heap, where most bounded inputs fit. */
    static Configuration defaults() {
        Configuration conf = LocalCluster.configuration();
        conf.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        return conf;
    }

    /**
     * Switches off checkpoints and restarts. The reader emits a whole file within one call, which no
     * checkpoint can interrupt, so there is no state to restart from.
     */
    static void onePass(Configuration conf) {
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }

    /**
     * Waits for the job to end and prints the warnings of its file readers to standard error.
     *
     * @param status the progress line
     * @throws Exception what made the job fail
     */
    static JobExecutionResult await(LocalCluster cluster, JobID job, Supplier<String> status) throws Exception {
        return await(cluster, job, status, STALLED, () -> {});
    }

    /**
     * Waits for a job that reads from brokers. Kafka clients wait for an unreachable broker forever and
     * silently, so this checks the brokers when the job stalls.
     *
     * @param status the progress line, which changes while records arrive
     * @param askBrokers called after each minute without a change; throws if no broker answers
     * @throws Exception what made the job fail
     */
    static JobExecutionResult await(LocalCluster cluster, JobID job, Supplier<String> status, Runnable askBrokers)
            throws Exception {
        return await(cluster, job, status, STALLED, askBrokers);
    }

    static JobExecutionResult await(
            LocalCluster cluster, JobID job, Supplier<String> status, Duration patience, Runnable askBrokers)
            throws Exception {
        Progress progress = new Progress();
        String last = "";
        long changed = System.nanoTime();
        try {
            while (!cluster.awaitEnd(job, 200, TimeUnit.MILLISECONDS)) {
                String line = status.get();
                progress.show(line);
                if (!line.equals(last)) {
                    last = line;
                    changed = System.nanoTime();
                } else if (System.nanoTime() - changed > patience.toNanos()) {
                    askBrokers.run();
                    changed = System.nanoTime();
                }
            }
        } finally {
            progress.clear();
        }
        JobExecutionResult result = cluster.result(job);
        List<String> warnings = result.getAccumulatorResult(ReadLinesFunction.WARNINGS);
        if (warnings != null) {
            warnings.forEach(Warnings::print);
        }
        return result;
    }
}
