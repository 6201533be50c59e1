package dev.hotshard.flink;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How many events of each hot key a gate has kept from the detector, to be told now and then. */
final class GateCounts {

    private final Map<CounterKey, Kept> counts = new LinkedHashMap<>();
    private final Consumer<GateCount> detector;

    /** @param detector whom they are told */
    GateCounts(Consumer<GateCount> detector) {
        this.detector = detector;
    }

    /**
     * Counts an event.
     *
     * @param rewritten 1 if it was rewritten, 0 if it could not be
     * @return whether it is the first of this life of the key since the last flush
     */
    boolean add(Hint hint, int rewritten, long nowMillis) {
        Kept kept = counts.get(hint.key());
        boolean isFirst = kept == null || kept.life != hint.life();
        if (isFirst) {
            if (kept != null) {
                detector.accept(kept.toCount(hint.key()));
            }
            kept = new Kept(hint.life());
            counts.put(hint.key(), kept);
        }
        kept.events++;
        kept.rewritten += rewritten;
        kept.lastSeenMillis = nowMillis;
        return isFirst;
    }

    /** Tells the detector of the events of one key, if there are any that it does not know. */
    void flush(CounterKey key) {
        if (counts.isEmpty()) {
            return;
        }
        Kept kept = counts.remove(key);
        if (kept != null) {
            detector.accept(kept.toCount(key));
        }
    }

    /** Tells all that was not told. */
    void flush() {
        counts.forEach((key, kept) -> detector.accept(kept.toCount(key)));
        counts.clear();
    }

    /** What was kept of one life of a key since it was last told. */
    private static final class Kept {

        private final long life;
        private long events;
        private long rewritten;
        private long lastSeenMillis;

        Kept(long life) {
            this.life = life;
        }

        GateCount toCount(CounterKey key) {
            return new GateCount(key, life, events, rewritten, lastSeenMillis);
        }
    }
}
