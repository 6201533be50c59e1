package dev.hotshard.flink;

import dev.hotshard.event.Reason;
import dev.hotshard.event.Uncounted;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the job reports, each in the group {@value #GROUP} of its operator. Counters start at zero with each
 * start of a task.
 */
public final class Metrics {

    public static final String GROUP = "hotshard";
    /** Records that came in. */
    public static final String EVENTS = "events";
    /** Events that were dated by their record's timestamp or the clock, for want of a usable {@code time}. */
    public static final String TIME_FALLBACKS = "timeFallbacks";
    /**
     * Objects that were not counted and passed, a counter for each {@link Uncounted} in a group of this
     * name.
     */
    public static final String UNCOUNTED = "uncounted";
    /**
     * Events that a restore has restored; in the job, those that passed uncounted because they are marked
     * so.
     */
    public static final String RESTORED = "restored";
    /** Keys that a first event was counted for; one that expired and came back counts again. */
    public static final String KEYS = "keys";
    /** Keys that became hot. */
    public static final String HOT_IDS = "hotIds";
    /** Events that were rewritten, wherever. */
    public static final String REWRITTEN = "rewritten";
    /** Those of them that the gate rewrote, so that they never crossed the keyed exchange. */
    public static final String GATE_REWRITTEN = "gateRewritten";
    /** Events that the gate admitted by itself, within the slack. */
    public static final String ADMITTED_LOCALLY = "admittedLocally";
    /** How full the sketch is that the gate counts these in, a gauge from 0 to 1. */
    public static final String SKETCH_FILL = "sketchFill";
    /**
     * Counts that the detector looked for in RocksDB, as they were not in its cache; those of new keys as
     * well.
     */
    public static final String COUNT_CACHE_MISSES = "countCacheMisses";
    /**
     * Seconds since the reader of hints last was at the end of their topic, a gauge; it grows while the
     * gate learns nothing.
     */
    public static final String HINTS_LAG_SECONDS = "hintsLagSeconds";
    /**
     * Times that reading hints failed, and records that are no hints; of the reader that all gates of one
     * JVM share.
     */
    public static final String HINTS_UNREADABLE = "hintsUnreadable";
    /** Hints that could not be sent to the gates. */
    public static final String HINTS_UNSENT = "hintsUnsent";
    /** Dead letters, a counter for each {@link Reason} in a group of this name. */
    public static final String DEAD_LETTERS = "deadLetters";

    private final MetricGroup group;

    Metrics(MetricGroup operatorGroup) {
        group = operatorGroup.addGroup(GROUP);
    }

    Counter counter(String name) {
        return group.counter(name);
    }

    void gauge(String name, DoubleSupplier value) {
        group.gauge(name, (Gauge<Double>) value::getAsDouble);
    }

    Counter uncounted(Uncounted reason) {
        return group.addGroup(UNCOUNTED).counter(reason.name());
    }

    /** Reports a number that is counted elsewhere, by any thread. */
    void count(String name, LongSupplier value) {
        group.gauge(name, (Gauge<Long>) value::getAsLong);
    }

    Counter deadLetters(Reason reason) {
        return group.addGroup(DEAD_LETTERS).counter(reason.name());
    }
}
