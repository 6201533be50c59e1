package dev.hotshard.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.hotshard.flink.Metrics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** Times a job in this process from its first event: first the warm-up, then the measurement. */
final class Stopwatch {

    private static final String DETECT = "detect";
    private static final String GATE = "gate";
    private static final long POLL_MILLIS = 10;
    private static final long END_SECONDS = 120;
    private static final long FILL_SECONDS = 3000;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Optional<ProcessHandle> broker;
    private final CompletableFuture<?> end;
    private long crossed;
    private long firstCrossedNanos;
    private long lastCrossedNanos;

    private Stopwatch(JobClient job, Optional<ProcessHandle> broker) {
        this.broker = broker;
        end = job.getJobExecutionResult();
    }

    /**
     * Measures the job and stops it. Fails unless the job wrote all that it read.
     *
     * @param folder the folder for the final savepoint
     * @param broker the process of the broker, if there is one
     * @param fill the number of events that fill state before the warm-up
     */
    static Measurement measure(
            JobClient job, Path folder, Optional<ProcessHandle> broker, long fill, Duration warmUp, Duration time)
            throws Exception {
        Stopwatch watch = new Stopwatch(job, broker);
        watch.awaitEvents(1, END_SECONDS);
        watch.awaitEvents(fill, FILL_SECONDS);
        watch.awaitWarm(warmUp);
        Measurement measured = watch.measure(time);
        Path savepoint = stop(job, folder);
        if (Meter.read() != Meter.written()) {
            throw new IllegalStateException("read " + Meter.read() + " events and wrote " + Meter.written());
        }
        return measured.withCheckpointBytes(FileUtils.sizeOfDirectory(savepoint.toFile()));
    }

    private Measurement measure(Duration time) throws Exception {
        Latencies.clear();
        long[] counted = Meter.records(DETECT);
        long admittedLocally = admittedLocally();
        long events = Meter.written();
        double brokerCpu = brokerCpuSeconds();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        await(time);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        brokerCpu = brokerCpuSeconds() - brokerCpu;
        events = Meter.written() - events;
        admittedLocally = admittedLocally() - admittedLocally;
        return new Measurement(
                events,
                seconds,
                cpuSeconds,
                broker.isPresent() ? brokerCpu : null,
                Latencies.quantile(0.99),
                busiestOverMean(counted, Meter.records(DETECT)),
                crossedSeconds(),
                Meter.records(GATE).length == 0 ? null : (double) admittedLocally / events,
                null);
    }

    private static long admittedLocally() {
        return Meter.sum(GATE, Metrics.ADMITTED_LOCALLY);
    }

    private static Double busiestOverMean(long[] before, long[] after) {
        if (after.length == 0) {
            return null;
        }
        // Subtasks that appeared since then are at the end of the list and started from zero.
        long[] from = Arrays.copyOf(before, after.length);
        long busiest = 0;
        long sum = 0;
        for (int i = 0; i < after.length; i++) {
            busiest = Math.max(busiest, after[i] - from[i]);
            sum += after[i] - from[i];
        }
        return sum == 0 ? null : (double) busiest * after.length / sum;
    }

    private double brokerCpuSeconds() {
        return broker.flatMap(process -> process.info().totalCpuDuration())
                .map(cpu -> cpu.toNanos() / 1e9)
                .orElse(0.0);
    }

    private Double crossedSeconds() {
        return crossed == 0 ? null : (lastCrossedNanos - firstCrossedNanos) / 1e9;
    }

    /** The maximum duration of a measured job, from its first event. */
    static Duration longest(Duration warmUp, Duration time) {
        return warmUp.plus(warmUp.dividedBy(2)).plus(time);
    }

    /** Waits until the job has written this many events. Fails if that takes too long. */
    static void awaitEvents(JobClient job, long events) throws Exception {
        new Stopwatch(job, Optional.empty()).awaitEvents(events, END_SECONDS);
    }

    /** Waits for the given time, then until the compilers are quiet, but at most half as long again. */
    private void awaitWarm(Duration warmUp) throws Exception {
        await(warmUp);
        JitCompilation compilation = new JitCompilation();
        long start = System.nanoTime();
        while (!compilation.isQuiet() && System.nanoTime() - start < warmUp.toNanos() / 2) {
            poll();
        }
    }

    private void awaitEvents(long events, long seconds) throws Exception {
        long start = System.nanoTime();
        while (Meter.written() < events) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds)) {
                throw new IllegalStateException("after %d s %,d events are written of %,d; the job has read %,d"
                        .formatted(seconds, Meter.written(), events, Meter.read()));
            }
            poll();
        }
    }

    private void await(Duration time) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            poll();
        }
    }

    /** Waits briefly, fails if the job ends meanwhile, and notes whether the detector received hot events. */
    private void poll() throws Exception {
        Thread.sleep(POLL_MILLIS);
        if (end.isDone()) {
            throw new IllegalStateException("the job ended: " + end.get());
        }
        long now = Meter.sum(DETECT, "rewritten");
        if (now > crossed) {
            lastCrossedNanos = System.nanoTime();
            firstCrossedNanos = crossed == 0 ? lastCrossedNanos : firstCrossedNanos;
            crossed = now;
        }
    }

    /**
     * Stops the job with a savepoint, which writes and commits all that the job has read. Returns the folder of
     * the savepoint.
     */
    static Path stop(JobClient job, Path folder) throws Exception {
        String savepoint = job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.NATIVE)
                .get(END_SECONDS, TimeUnit.SECONDS);
        job.getJobExecutionResult().get(END_SECONDS, TimeUnit.SECONDS);
        return Path.of(URI.create(savepoint));
    }
}
