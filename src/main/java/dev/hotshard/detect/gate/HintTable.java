package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The hints that a gate has of hot keys. Bounded: where there are too many, those whose hints end first are
 * forgotten, which costs speed only. Any number of threads may ask while one learns; an answer costs one
 * probe of a small table.
 */
public final class HintTable {

    /** About 10 MB; far more ids than a sound client base ever has hot. */
    public static final int CAPACITY = 1 << 16;

    private static final Hint[] NONE = new Hint[1];

    private final int capacity;
    private final Map<CounterKey, Hint> hints = new HashMap<>();

    /**
     * By the low bits of the key, each in the first free slot; never full. Replaced as a whole, never
     * changed.
     */
    private volatile Hint[] table = NONE;

    public HintTable() {
        this(CAPACITY);
    }

    HintTable(int capacity) {
        this.capacity = capacity;
    }

    /** What hints say of the key, or null. It may have ended since. */
    public Hint get(CounterKey key) {
        Hint[] slots = table;
        int mask = slots.length - 1;
        for (int slot = (int) key.low() & mask; slots[slot] != null; slot = slot + 1 & mask) {
            if (slots[slot].key().equals(key)) {
                return slots[slot];
            }
        }
        return null;
    }

    /**
     * Adds hints, in any order. Of several of a key and life the largest bound and the latest end hold; one
     * of a newer life replaces them. Costs a copy of the table, so it wants many at once.
     */
    public synchronized void learn(Collection<Hint> learned, long nowMillis) {
        for (Hint hint : learned) {
            hints.merge(hint.key(), hint, Hint::and);
        }
        hints.values().removeIf(hint -> hint.endMillis() <= nowMillis);
        if (hints.size() > capacity) {
            forgetFirstToEnd(hints.size() - capacity);
        }
        table = tableOf(hints.values());
    }

    private void forgetFirstToEnd(int count) {
        hints.values().stream()
                .sorted(Comparator.comparingLong(Hint::endMillis))
                .limit(count)
                .toList()
                .forEach(hint -> hints.remove(hint.key()));
    }

    private static Hint[] tableOf(Collection<Hint> hints) {
        if (hints.isEmpty()) {
            return NONE;
        }
        Hint[] slots = new Hint[Integer.highestOneBit(hints.size()) << 2];
        for (Hint hint : hints) {
            int slot = (int) hint.key().low() & slots.length - 1;
            while (slots[slot] != null) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = hint;
        }
        return slots;
    }
}
