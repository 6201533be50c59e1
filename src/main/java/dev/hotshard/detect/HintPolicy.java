package dev.hotshard.detect;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import java.time.Duration;
import java.util.UUID;

/**
 * Decides when the detector gives the gate a hint of a hot key: when its alert opens, again when the count
 * has doubled since, and from time to time while its events come.
 *
 * <p>A hint ends TTL/2 after it was given, or after the key's last event if that is longer ago: a gate's
 * count may have been on its way for long. The detector forgets the key TTL after that event at the
 * earliest. So every clock of the job may be up to TTL/2 behind any other, or be set back so far, before a
 * gate can take for hot what the detector has forgotten.
 */
public final class HintPolicy {

    private static final long MOST_OFTEN_MILLIS = 10_000;

    private final UUID submission;
    private final long lifeMillis;
    private final long renewMillis;
    private final long repeatMillis;

    /**
     * @param submission borne by all hints; null to give none
     * @param ttl how long a key is kept without an event
     */
    public HintPolicy(UUID submission, Duration ttl) {
        this.submission = submission;
        lifeMillis = ttl.toMillis() / 2;
        renewMillis = ttl.toMillis() / 4;
        repeatMillis = Math.min(MOST_OFTEN_MILLIS, ttl.toMillis() / 8);
    }

    /**
     * The hint that is due as a hot event came through: the gate has none, or one that has ended or whose
     * bound is below the event's threshold. Null if as good a one was just given.
     */
    public Hint onEvent(CounterKey key, HotKeyState hot, KeyCount count, long nowMillis) {
        return due(hot, count, nowMillis, repeatMillis) ? hint(key, hot, count, nowMillis) : null;
    }

    /**
     * The hint that is due as the gate reports, before its last one ends. Null if that one holds for long
     * enough and the count has not doubled.
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
