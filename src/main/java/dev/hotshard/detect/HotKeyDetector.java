package dev.hotshard.detect;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.notice.OpenedNotice;
import java.time.Duration;

/**
 * Decides, for one event after the other of a key, whether the key is hot, and when a key is forgotten.
 * Pure: what is known of a key comes in and goes out as a {@link KeyCount}.
 *
 * <p>A key is hot while its count is above the threshold now in force, so that a limit changed between two
 * runs holds at once. A key expires when no event of it was counted for the TTL plus TTL/32 to TTL/16, as
 * its hash fixes: keys that were born together do not expire together, and what the gate kept has time to
 * be told.
 */
public final class HotKeyDetector {

    private static final int SPREAD = 32;

    private final long threshold;
    private final long ttlMillis;
    private final long forgetBeforeMillis;

    /**
     * @param threshold how many events of a key pass, 1 at least
     * @param ttl how long a key is kept without an event
     * @param forgetBeforeMillis keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} for
     *     none
     */
    public HotKeyDetector(long threshold, Duration ttl, long forgetBeforeMillis) {
        this.threshold = threshold;
        this.ttlMillis = ttl.toMillis();
        this.forgetBeforeMillis = forgetBeforeMillis;
    }

    /**
     * Counts one event.
     *
     * @param before what is known of its key, null if nothing is
     */
    public KeyCount count(KeyCount before, CounterKey key, long nowMillis) {
        // A clock that was set back must not have what is counted now forgotten with what was counted before.
        long seenMillis = Math.max(nowMillis, forgetBeforeMillis);
        if (before == null || isExpired(before, key, nowMillis)) {
            return new KeyCount(1, seenMillis, false);
        }
        long count = before.count() + 1;
        return new KeyCount(count, lastSeen(before, seenMillis), before.opened() || count > threshold);
    }

    /**
     * Adds what the gate kept from the detector, which keeps the key alive and never begins a life.
     *
     * @param before what is known of the key
     */
    public KeyCount add(KeyCount before, GateCount gate) {
        return new KeyCount(before.count() + gate.events(), lastSeen(before, gate.lastSeenMillis()), before.opened());
    }

    /** A hot key is never forgotten sooner because a clock was set back: gates may still take it for hot. */
    private static long lastSeen(KeyCount before, long nowMillis) {
        return before.opened() ? Math.max(before.lastSeenMillis(), nowMillis) : nowMillis;
    }

    /** Whether the event that was counted last is to be rewritten. */
    public boolean isHot(KeyCount after) {
        return after.count() > threshold;
    }

    /** Whether an alert is due: the key became hot for the first time in its life. */
    public static boolean opens(KeyCount before, KeyCount after) {
        return after.opened() && (before == null || !before.opened());
    }

    /** The alert for the event that made its key hot. */
    public OpenedNotice alert(Event crossing, KeyCount after) {
        return OpenedNotice.of(crossing, threshold, after.count(), after.lastSeenMillis());
    }

    /** Whether the key is to be forgotten at this moment. */
    public boolean isExpired(KeyCount count, CounterKey key, long nowMillis) {
        return nowMillis >= expiryMillis(count, key) || count.lastSeenMillis() < forgetBeforeMillis;
    }

    /** When the key expires if no further event comes. */
    public long expiryMillis(KeyCount count, CounterKey key) {
        long spread = ttlMillis / SPREAD;
        return count.lastSeenMillis() + ttlMillis + spread + (key.low() >>> 1) % Math.max(1, spread);
    }
}
