package dev.hotshard.flink;

import dev.hotshard.event.Reason;
import dev.hotshard.event.Uncounted;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The names of all metrics, and the metrics of one operator in its group {@value #GROUP}. Counters start at
 * zero whenever the task starts.
 *
 * <p>docs/operations.md lists the same names; a test compares it with {@link #ALL}.
 */
public final class Metrics {

    /** The group below the operator's own that holds all of these. */
    public static final String GROUP = "hotshard";
    /** Records read. */
    public static final String EVENTS = "events";
    /** Keys for which a first event was counted; one that expired and came back counts again. */
    public static final String KEYS = "keys";
    /** Keys that became hot. */
    public static final String HOT_IDS = "hotIds";
    /**
     * In a restore, events restored; in the job, events passed uncounted because a header says they were
     * restored.
     */
    public static final String RESTORED = "restored";
    /** Events rewritten, by gate and detector. */
    public static final String REWRITTEN = "rewritten";
    /** Events that the gate rewrote, which never crossed the keyed exchange. */
    public static final String GATE_REWRITTEN = "gateRewritten";
    /** Events that the gate admitted within the slack, without the detector. */
    public static final String ADMITTED_LOCALLY = "admittedLocally";
    /** Gauge from 0 to 1: the fill of the sketch that counts locally admitted events. */
    public static final String SKETCH_FILL = "sketchFill";
    /**
     * Counts that the detector read from RocksDB because its cache did not hold them, new keys included.
     */
    public static final String COUNT_CACHE_MISSES = "countCacheMisses";
    /** Gauge: seconds since the reader of hints was last at the end of their topic. */
    public static final String HINTS_LAG_SECONDS = "hintsLagSeconds";
    /** Failures of the reader of hints that all gates of a JVM share, and records that are no hints. */
    public static final String HINTS_UNREADABLE = "hintsUnreadable";
    /** Hints that could not be sent to the gates. */
    public static final String HINTS_UNSENT = "hintsUnsent";
    /** Events without a usable {@code time}, dated by their record's timestamp or the clock. */
    public static final String TIME_FALLBACKS = "timeFallbacks";
    /** Group of counters, one for each {@link Uncounted}: exempt objects other than restored events. */
    public static final String UNCOUNTED = "uncounted";
    /** Group of counters, one for each {@link Reason}: dead letters. */
    public static final String DEAD_LETTERS = "deadLetters";
    /** Offsets of the input topic whose records were deleted before they were read. */
    public static final String EXPIRED_RECORDS = "expiredRecords";
    /** Bytes read from input files, before decompression. */
    public static final String BYTES_READ = "bytesRead";

    /** Every metric, as the documentation lists it; {@code REASON} stands for a name in a group. */
    static final List<String> ALL = List.of(
            EVENTS,
            KEYS,
            HOT_IDS,
            RESTORED,
            REWRITTEN,
            GATE_REWRITTEN,
            ADMITTED_LOCALLY,
            SKETCH_FILL,
            COUNT_CACHE_MISSES,
            HINTS_LAG_SECONDS,
            HINTS_UNREADABLE,
            HINTS_UNSENT,
            TIME_FALLBACKS,
            UNCOUNTED + ".REASON",
            DEAD_LETTERS + ".REASON",
            EXPIRED_RECORDS,
            BYTES_READ);

    private final MetricGroup group;

    /** @param operatorGroup the group that Flink gives the operator or source reader */
    public Metrics(MetricGroup operatorGroup) {
        group = operatorGroup.addGroup(GROUP);
    }

    /** Registers a counter, for one thread. */
    public Counter counter(String name) {
        return group.counter(name);
    }

    void gauge(String name, DoubleSupplier value) {
        group.gauge(name, (Gauge<Double>) value::getAsDouble);
    }

    Counter uncounted(Uncounted reason) {
        return group.addGroup(UNCOUNTED).counter(reason.name());
    }

    /** Registers a gauge of a count that any thread may keep. */
    void count(String name, LongSupplier value) {
        group.gauge(name, (Gauge<Long>) value::getAsLong);
    }

    Counter deadLetters(Reason reason) {
        return group.addGroup(DEAD_LETTERS).counter(reason.name());
    }
}
