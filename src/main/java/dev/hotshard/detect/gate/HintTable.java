package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The hints known to a gate, by key. Bounded: if there are too many, drops those that end first, which
 * costs only speed. Any number of threads may read while others learn; a lookup takes no lock and usually
 * costs one probe of a small table.
 */
public final class HintTable {

    /** About 10 MB; far more hot ids than sound clients ever cause. */
    public static final int CAPACITY = 1 << 16;

    private static final Hint[] NONE = new Hint[1];

    private final int capacity;
    private final Map<CounterKey, Hint> hints = new HashMap<>();

    /**
     * An open-addressing table, indexed by the low bits of the key; never full. Replaced as a whole, never
     * modified.
     */
    private volatile Hint[] table = NONE;

    public HintTable() {
        this(CAPACITY);
    }

    HintTable(int capacity) {
        this.capacity = capacity;
    }

    /** The hint about a key, or null. It may have ended. */
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
     * Adds hints, in any order, and drops those that have ended. Hints of the same key and life are
     * combined into the largest bound and the latest end; a hint of a newer life replaces older ones.
     * Copies the table, so add many hints at once.
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
