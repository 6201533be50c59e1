package dev.hotshard.detect;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import java.time.Duration;
import java.util.UUID;

/**
 * Decides when the detector sends the gate a hint about a hot key: when the key's alert opens, whenever the
 * count has doubled since the last hint, and periodically while events arrive.
 *
 * <p>A hint ends TTL/2 after the key's last event or after it was sent, whichever comes first; a gate's
 * count may arrive long after its events. The detector remembers the key for at least TTL after the last
 * event. So the clocks of a job may differ by up to TTL/2, or be set back that far, before a gate can take
 * a key for hot that the detector has forgotten.
 */
public final class HintPolicy {

    private static final long MIN_INTERVAL_MILLIS = 10_000;

    private final UUID submission;
    private final long lifeMillis;
    private final long renewMillis;
    private final long repeatMillis;

    /**
     * @param submission the id that all hints carry; null to send none
     * @param ttl how long a key is kept without an event
     */
    public HintPolicy(UUID submission, Duration ttl) {
        this.submission = submission;
        lifeMillis = ttl.toMillis() / 2;
        renewMillis = ttl.toMillis() / 4;
        repeatMillis = Math.min(MIN_INTERVAL_MILLIS, ttl.toMillis() / 8);
    }

    /**
     * Returns the hint to send when a hot event reaches the detector, which means that its gate had no
     * usable hint: none, one that has ended, or one whose bound is below the event's threshold. Null if a
     * hint that is about as good was sent recently.
     */
    public Hint onEvent(CounterKey key, HotKeyState hot, KeyCount count, long nowMillis) {
        return due(hot, count, nowMillis, repeatMillis) ? hint(key, hot, count, nowMillis) : null;
    }

    /**
     * Returns the hint to send when the gate reports a count, to renew the last one before it ends. Null if
     * that one stays valid for long enough and the count has not doubled.
     */
    public Hint onGateCount(CounterKey key, HotKeyState hot, KeyCount count, long nowMillis) {
        return due(hot, count, nowMillis, renewMillis) ? hint(key, hot, count, nowMillis) : null;
    }

    private boolean due(HotKeyState hot, KeyCount count, long nowMillis, long everyMillis) {
        if (submission == null) {
            return false;
        }
        long last = hot.hintedMillis();
        return last == HotKeyState.NEVER
                || count.count() / 2 >= hot.hintedCount()
                || Math.abs(nowMillis - last) >= everyMillis;
    }

    private Hint hint(CounterKey key, HotKeyState hot, KeyCount count, long nowMillis) {
        long endMillis = Math.min(nowMillis, count.lastSeenMillis()) + lifeMillis;
        if (endMillis <= nowMillis) {
            return null;
        }
        hot.hinted(count.count(), nowMillis);
        return new Hint(key, submission, hot.life(), count.count(), endMillis);
    }
}
