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

/** One pass of a job over an input with an end, in a cluster of its own: nothing to resume. */
final class BoundedJob {

    private static final Duration STALLED = Duration.ofMinutes(1);

    private BoundedJob() {}

    /**
     * Leaves to the command what it says itself. To be called before the first logger is made, as the
     * logging configuration reads it.
     *
     * @param failures whether the command tells why a task failed, once
     */
    static void quietLogs(boolean failures) {
        if (failures) {
            System.setProperty("hotshard.log.tasks", "OFF");
        }
        // The summary tells what the scan met.
        System.setProperty("hotshard.log.scan", "ERROR");
        // That no offsets are committed is as it should be.
        System.setProperty("hotshard.log.source", "ERROR");
    }

    /** What an installation says, but that most inputs with an end fit on the heap. */
    static Configuration defaults() {
        Configuration conf = LocalCluster.configuration();
        conf.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        return conf;
    }

    /**
     * The reader hands a file on within one call, which no checkpoint could interrupt; so there is nothing
     * to restart from.
     */
    static void onePass(Configuration conf) {
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }

    /**
     * Waits for the end, and warns on standard error of what the files were.
     *
     * @param status a line for whoever waits
     * @throws Exception what made the job fail
     */
    static JobExecutionResult await(LocalCluster cluster, JobID job, Supplier<String> status) throws Exception {
        return await(cluster, job, status, STALLED, () -> {});
    }

    /**
     * Waits for the end of a read from brokers: its clients would wait for one that is away for ever, and
     * say nothing.
     *
     * @param status a line for whoever waits, which changes while records come
     * @param askBrokers called where it has not for a minute; throws if no broker answers
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
            warnings.forEach(warning -> System.err.println("warning: " + warning));
        }
        return result;
    }
}
