package dev.hotshard.bench;

import dev.hotshard.job.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job without Kafka, in this process. */
public final class PipelineRun {

    /** As many events as a benchmark that is stopped by time can need. */
    private static final long ENDLESS = 1L << 50;

    private PipelineRun() {}

    /** Entry of a child process. */
    public static void main(String[] args) throws Exception {
        RunTask task = RunTask.of(args);
        task.write(measure(task.row(), task.folder(), task.warmUp(), task.time()));
        System.exit(0);
    }

    static Measurement measure(Row row, Path folder, Duration warmUp, Duration time) throws Exception {
        StreamExecutionEnvironment env = environment(row, folder);
        row.variant().define(env, new TimedEnds(new MemoryEnds(row.keys(), ENDLESS, row.parallelism(), false)), Settings.of(new Configuration()));
        return Watch.measure(env.executeAsync(row.toString()), folder, Optional.empty(), warmUp, time);
    }

    /** Without checkpoints, so that what is measured is the way of an event and not that of a snapshot. */
    static StreamExecutionEnvironment environment(Row row, Path folder) {
        Configuration conf = LocalJob.configuration(row.state(), folder);
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        return LocalJob.environment(row.parallelism(), conf);
    }
}
