package dev.hotshard.bench;

import dev.hotshard.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job without Kafka in this process. */
public final class PipelineRun {

    /** More events than a benchmark that is stopped by time can read. */
    private static final long ENDLESS = 1L << 50;

    private static final Duration NEVER = Duration.ofDays(1);

    private PipelineRun() {}

    /** Entry point of a child process. */
    public static void main(String[] args) throws Exception {
        RunTask task = RunTask.of(args);
        task.write(measure(task.row(), task.folder(), task.warmUp(), task.time()));
        System.exit(0);
    }

    /** Runs without checkpoints, to measure the path of an event and not that of a snapshot. */
    static Measurement measure(BenchRow row, Path folder, Duration warmUp, Duration time) throws Exception {
        Configuration conf = BenchCluster.configuration(row.state(), folder);
        // Longer than any measurement. Without checkpointing, barriers are not aligned, and the final savepoint
        // could find some subtasks of the detector already finished.
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, NEVER);
        conf.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, NEVER);
        StreamExecutionEnvironment env = BenchCluster.environment(row.parallelism(), conf);
        row.variant()
                .define(
                        env,
                        new TimedConnectors(
                                new PipelineConnectors(row.keys(), row.fill(), ENDLESS, row.parallelism(), false)),
                        Settings.of(Configuration.fromMap(row.options())));
        return Stopwatch.measure(env.executeAsync(row.toString()), folder, Optional.empty(), row.fill(), warmUp, time);
    }
}
