package dev.hotshard.detect;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.event.CounterKey;
import java.time.Duration;

/**
 * Decides for each event of a key whether it is hot, and when the key is forgotten. Pure: what is known of
 * a key comes in as a {@link KeyCount} and goes out in a {@link Decision}.
 *
 * <p>An event is hot if the key's count, the event included, is above the event's own threshold. The count
 * itself knows no threshold: a raised one makes a hot key cold again, a lowered one makes it hot at its
 * next event. A key expires when no event of it was counted for the TTL plus TTL/32 to TTL/16, as its hash
 * fixes: keys that were born together do not expire together, and counts of the gate have time to arrive.
 */
public final class HotKeyDetector {

    private static final int SPREAD = 32;

    private final long ttlMillis;
    private final long forgetBeforeMillis;

    /**
     * @param ttl how long a key is kept without an event
     * @param forgetBeforeMillis keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} for
     *     none
     */
    public HotKeyDetector(Duration ttl, long forgetBeforeMillis) {
        this.ttlMillis = ttl.toMillis();
        this.forgetBeforeMillis = forgetBeforeMillis;
    }

    /**
     * Counts one event and decides about it.
     *
     * @param before what is known of its key, null if nothing is
     * @param threshold how many events of the key pass before this one is hot, at least 0
     */
    public Decision decide(KeyCount before, CounterKey key, long threshold, long nowMillis) {
        // A clock that was set back must not have what is counted now forgotten with what was counted before.
        long seenMillis = Math.max(nowMillis, forgetBeforeMillis);
        boolean begins = before == null || isExpired(before, key, nowMillis);
        long count = begins ? 1 : before.count() + 1;
        boolean hot = count > threshold;
        boolean wasOpened = !begins && before.opened();
        KeyCount after = new KeyCount(count, begins ? seenMillis : lastSeen(before, seenMillis), wasOpened || hot);
        // The timer of a former life that is overdue serves this one as well.
        long timer = before == null ? expiryMillis(after, key) : Decision.NO_TIMER;
        return new Decision(after, hot, begins, hot && !wasOpened, timer);
    }

    /**
     * Adds events that the gate kept from the detector, which keeps the key alive and never begins a life.
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
