package dev.hotshard.detect;

import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.notice.TotalNotice;
import java.time.Instant;

/**
 * What changes of a key that is or was hot, beside its {@link KeyCount}: its total, and when hints and
 * totals were given. Small, as it is written for each hot event that reaches the detector; the names are in
 * the alert. Mutable, not thread-safe.
 */
public final class HotKeyState {

    /** How often a total is told at the most. */
    static final long REPORT_EVERY_MILLIS = 60_000;

    static final long NEVER = Long.MIN_VALUE;

    private final long life;
    private long rewritten;
    private long hintedMillis;
    private long hintedCount;
    private long reportedMillis;
    private long reportDueMillis;

    /** A key that has just become hot, by this alert. */
    public HotKeyState(OpenedNotice opened) {
        this(
                opened.id().detectedAt().toEpochMilli(),
                0,
                NEVER,
                0,
                opened.id().detectedAt().toEpochMilli(),
                NEVER);
    }

    public HotKeyState(
            long life, long rewritten, long hintedMillis, long hintedCount, long reportedMillis, long reportDueMillis) {
        this.life = life;
        this.rewritten = rewritten;
        this.hintedMillis = hintedMillis;
        this.hintedCount = hintedCount;
        this.reportedMillis = reportedMillis;
        this.reportDueMillis = reportDueMillis;
    }

    public HotKeyState copy() {
        return new HotKeyState(life, rewritten, hintedMillis, hintedCount, reportedMillis, reportDueMillis);
    }

    /** Tells this life of the key from others: when it became hot. */
    public long life() {
        return life;
    }

    /** Events that were rewritten, by detector and gate. */
    public long rewritten() {
        return rewritten;
    }

    /** When the last hint was given. */
    public long hintedMillis() {
        return hintedMillis;
    }

    /** The count that the last hint gave, 0 before the first. */
    public long hintedCount() {
        return hintedCount;
    }

    /** When the last total was told; before the first, when the key became hot. */
    public long reportedMillis() {
        return reportedMillis;
    }

    /** When the next total is to be told, {@link Long#MIN_VALUE} if the last one told all. */
    public long reportDueMillis() {
        return reportDueMillis;
    }

    /** Whether there is something to tell that was not told yet. */
    public boolean isReportDue() {
        return reportDueMillis != NEVER;
    }

    void hinted(long count, long nowMillis) {
        hintedCount = count;
        hintedMillis = nowMillis;
    }

    /**
     * Adds what was counted, of which so many were rewritten. Whether a total becomes due by it, at
     * {@link #reportDueMillis}.
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
     * The total as it stands, after which none is due.
     *
     * @param opened the alert that was raised for the key
     */
    public TotalNotice report(OpenedNotice opened, KeyCount count, long threshold, long nowMillis) {
        reportedMillis = nowMillis;
        reportDueMillis = NEVER;
        return new TotalNotice(opened.id(), threshold, count.count(), rewritten, Instant.ofEpochMilli(nowMillis));
    }
}
