package dev.hotshard.flink;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts the events of each hot key that a gate handles itself, until the counts are flushed to the
 * detector.
 */
final class GateCounts {

    private final Map<CounterKey, Pending> counts = new LinkedHashMap<>();
    private final Consumer<GateCount> detector;

    /** @param detector receives the counts */
    GateCounts(Consumer<GateCount> detector) {
        this.detector = detector;
    }

    /**
     * Counts an event.
     *
     * @param rewritten 1 if it was rewritten, 0 if it could not be
     * @return whether the event is the first in this life of the key since the last flush
     */
    boolean add(Hint hint, int rewritten, long nowMillis) {
        Pending pending = counts.get(hint.key());
        boolean isFirst = pending == null || pending.life != hint.life();
        if (isFirst) {
            if (pending != null) {
                detector.accept(pending.toCount(hint.key()));
            }
            pending = new Pending(hint.life());
            counts.put(hint.key(), pending);
        }
        pending.events++;
        pending.rewritten += rewritten;
        pending.lastSeenMillis = nowMillis;
        return isFirst;
    }

    /** Sends the count of one key to the detector, if one is pending. */
    void flush(CounterKey key) {
        if (counts.isEmpty()) {
            return;
        }
        Pending pending = counts.remove(key);
        if (pending != null) {
            detector.accept(pending.toCount(key));
        }
    }

    /** Sends all pending counts to the detector. */
    void flush() {
        counts.forEach((key, pending) -> detector.accept(pending.toCount(key)));
        counts.clear();
    }

    /** The counts of one life of a key since the last flush. */
    private static final class Pending {

        private final long life;
        private long events;
        private long rewritten;
        private long lastSeenMillis;

        Pending(long life) {
            this.life = life;
        }

        GateCount toCount(CounterKey key) {
            return new GateCount(key, life, events, rewritten, lastSeenMillis);
        }
    }
}
