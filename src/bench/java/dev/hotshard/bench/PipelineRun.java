package dev.hotshard.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.hotshard.job.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Times one job in this process, from its first event on: the warm-up, then what counts. */
public final class PipelineRun {

    /** So that a warm-up on a busy machine, too, has most keys in state and hot code compiled: 5 million events in 15 s. */
    private static final long WARM_UP_EVENTS_PER_SECOND = 5_000_000 / 15;
    private static final long POLL_MILLIS = 10;
    private static final long END_SECONDS = 120;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private PipelineRun() {}

    /** Entry of a child process: variant, keys, parallelism, state, seconds of warm-up, seconds, file for the result. */
    public static void main(String[] args) throws Exception {
        Row row = new Row(Variant.valueOf(args[0]), Keys.valueOf(args[1]), Integer.parseInt(args[2]), State.valueOf(args[3]));
        Measurement measured =
                measure(row, Duration.ofSeconds(Long.parseLong(args[4])), Duration.ofSeconds(Long.parseLong(args[5])));
        JsonMapper.builder().build().writeValue(Path.of(args[6]).toFile(), measured);
        System.exit(0);
    }

    /** Runs the job, and stops it when it was measured; fails unless all that it read came out again. */
    static Measurement measure(Row row, Duration warmUp, Duration time) throws Exception {
        Variant variant = row.variant();
        StreamExecutionEnvironment env = LocalJob.environment(row.parallelism(), row.state());
        variant.define(env, new MemoryEnds(row.keys(), MemoryEnds.ENDLESS, row.parallelism(), false), Settings.of(new Configuration()));
        Traffic.start();
        CompletableFuture<JobExecutionResult> end = env.executeAsync(variant.toString()).getJobExecutionResult();
        await(1, end);
        Thread.sleep(warmUp.toMillis());
        await(warmUp.toSeconds() * WARM_UP_EVENTS_PER_SECOND, end);
        Measurement measured = watch(time);
        Traffic.stop();
        end.get(END_SECONDS, TimeUnit.SECONDS);
        if (Traffic.READ.sum() != Traffic.WRITTEN.sum()) {
            throw new IllegalStateException(
                    variant + " read " + Traffic.READ.sum() + " events and wrote " + Traffic.WRITTEN.sum());
        }
        return measured;
    }

    /** Returns when so many events were written, or the job has failed. */
    private static void await(long events, CompletableFuture<?> end) throws InterruptedException {
        while (Traffic.WRITTEN.sum() < events && !end.isDone()) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Measurement watch(Duration time) throws InterruptedException {
        long events = Traffic.WRITTEN.sum();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        Thread.sleep(time.toMillis());
        return new Measurement(Traffic.WRITTEN.sum() - events, (System.nanoTime() - start) / 1e9,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
}
