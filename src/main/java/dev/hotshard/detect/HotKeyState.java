package dev.hotshard.detect;

import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.notice.TotalNotice;
import java.time.Instant;

/**
 * The state of a key that has become hot, besides its {@link KeyCount}: the number of rewritten events, and
 * when hints and totals were emitted. Small, because it is written for each hot event that reaches the
 * detector; the names of the key are in its alert. Mutable, not thread-safe.
 */
public final class HotKeyState {

    /** The shortest interval between two totals of a key. */
    static final long REPORT_EVERY_MILLIS = 60_000;

    static final long NEVER = Long.MIN_VALUE;

    private final long life;
    private long rewritten;
    private long hintedMillis;
    private long hintedCount;
    private long reportedMillis;
    private long reportDueMillis;

    /** Creates the state of a key that has just become hot. */
    public HotKeyState(OpenedNotice opened) {
        this(
                opened.id().detectedAt().toEpochMilli(),
                0,
                NEVER,
                0,
                opened.id().detectedAt().toEpochMilli(),
                NEVER);
    }

    /** Creates a state with these values, for deserialization. */
    public HotKeyState(
            long life, long rewritten, long hintedMillis, long hintedCount, long reportedMillis, long reportDueMillis) {
        this.life = life;
        this.rewritten = rewritten;
        this.hintedMillis = hintedMillis;
        this.hintedCount = hintedCount;
        this.reportedMillis = reportedMillis;
        this.reportDueMillis = reportDueMillis;
    }

    /** Returns an independent copy. */
    public HotKeyState copy() {
        return new HotKeyState(life, rewritten, hintedMillis, hintedCount, reportedMillis, reportDueMillis);
    }

    /** The time at which the key became hot, which identifies this life of the key. */
    public long life() {
        return life;
    }

    /** The number of events that detector and gate have rewritten. */
    public long rewritten() {
        return rewritten;
    }

    /** The time of the last hint, {@link Long#MIN_VALUE} before the first. */
    public long hintedMillis() {
        return hintedMillis;
    }

    /** The count in the last hint, 0 before the first. */
    public long hintedCount() {
        return hintedCount;
    }

    /** The time of the last total; before the first, the time at which the key became hot. */
    public long reportedMillis() {
        return reportedMillis;
    }

    /** The time of the next total, {@link Long#MIN_VALUE} if none is pending. */
    public long reportDueMillis() {
        return reportDueMillis;
    }

    /** Whether a total is pending. */
    public boolean isReportDue() {
        return reportDueMillis != NEVER;
    }

    void hinted(long count, long nowMillis) {
        hintedCount = count;
        hintedMillis = nowMillis;
    }

    /**
     * Adds rewritten events, and schedules a total at {@link #reportDueMillis} unless one is pending.
     *
     * @return whether this call scheduled a total
     */
    public boolean add(long newlyRewritten, long nowMillis) {
        rewritten += newlyRewritten;
        if (isReportDue()) {
            return false;
        }
        reportDueMillis = Math.max(nowMillis, reportedMillis + REPORT_EVERY_MILLIS);
        return true;
    }

    /**
     * Returns the current total, after which none is pending.
     *
     * @param opened the alert of the key
     */
    public TotalNotice report(OpenedNotice opened, KeyCount count, long threshold, long nowMillis) {
        reportedMillis = nowMillis;
        reportDueMillis = NEVER;
        return new TotalNotice(opened.id(), threshold, count.count(), rewritten, Instant.ofEpochMilli(nowMillis));
    }
}
