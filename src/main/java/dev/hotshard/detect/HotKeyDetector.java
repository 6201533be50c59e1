package dev.hotshard.detect;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.event.CounterKey;
import java.time.Duration;

/**
 * Decides whether each event is hot, and when a key is forgotten. Stateless: takes what is known of a key
 * as a {@link KeyCount} and returns the new one in a {@link Decision}.
 *
 * <p>An event is hot if the key's count, this event included, is above the event's own threshold. The count
 * does not depend on the threshold: a raised threshold makes a hot key cold again, and a lowered one makes
 * it hot at its next event. A key expires when none of its events was counted for TTL plus TTL/32 to
 * TTL/16, depending on its hash. So keys that began together do not expire together, and late counts of the
 * gate still find their key.
 */
public final class HotKeyDetector {

    private static final int SPREAD = 32;

    private final long ttlMillis;
    private final long forgetBeforeMillis;

    /**
     * @param ttl how long a key is kept without an event
     * @param forgetBeforeMillis keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} to
     *     forget none
     */
    public HotKeyDetector(Duration ttl, long forgetBeforeMillis) {
        this.ttlMillis = ttl.toMillis();
        this.forgetBeforeMillis = forgetBeforeMillis;
    }

    /**
     * Counts one event and decides whether it is hot.
     *
     * @param before the count of its key, or null
     * @param threshold the event's threshold, at least 0
     */
    public Decision decide(KeyCount before, CounterKey key, long threshold, long nowMillis) {
        // If the clock was set back, this event must not look older than the counts to forget.
        long seenMillis = Math.max(nowMillis, forgetBeforeMillis);
        boolean begins = before == null || isExpired(before, key, nowMillis);
        long count = begins ? 1 : before.count() + 1;
        boolean hot = count > threshold;
        boolean wasOpened = !begins && before.opened();
        KeyCount after = new KeyCount(count, begins ? seenMillis : lastSeen(before, seenMillis), wasOpened || hot);
        // The overdue timer of a previous life serves this one too.
        long timer = before == null ? expiryMillis(after, key) : Decision.NO_TIMER;
        return new Decision(after, hot, begins, hot && !wasOpened, timer);
    }

    /**
     * Adds events that the gate handled. They keep the key alive but never begin a life.
     *
     * @param before the count of the key
     */
    public KeyCount add(KeyCount before, GateCount gate) {
        return new KeyCount(before.count() + gate.events(), lastSeen(before, gate.lastSeenMillis()), before.opened());
    }

    /** Keeps the later time for a hot key, which gates may still take for hot after a clock is set back. */
    private static long lastSeen(KeyCount before, long nowMillis) {
        return before.opened() ? Math.max(before.lastSeenMillis(), nowMillis) : nowMillis;
    }

    /** Whether the key is to be forgotten now. */
    public boolean isExpired(KeyCount count, CounterKey key, long nowMillis) {
        return nowMillis >= expiryMillis(count, key) || count.lastSeenMillis() < forgetBeforeMillis;
    }

    /** The time at which the key expires if no further event arrives. */
    public long expiryMillis(KeyCount count, CounterKey key) {
        long spread = ttlMillis / SPREAD;
        return count.lastSeenMillis() + ttlMillis + spread + (key.low() >>> 1) % Math.max(1, spread);
    }
}
