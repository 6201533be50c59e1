package dev.hotshard.detect;

import dev.hotshard.event.CounterKey;
import java.io.IOException;
import java.util.function.ToLongFunction;

/**
 * A write-back cache of counts, of fixed size, in front of a {@link CountStore}. Reads the store on a miss;
 * writes to it on eviction of the least recently used key of a set and on {@link #flush}, not for each
 * event. Not thread-safe.
 */
public final class CountCache implements CountStore {

    /** The size of a set in bytes, and the smallest size of a cache. */
    public static final int SET_BYTES = 256;
    /** The largest size of a cache in bytes. */
    public static final int MAX_BYTES = 1 << 30;

    // An entry is four numbers: the two halves of the key, the count with flags, and the time last seen.
    // The entries of a set are adjacent, the most recently used first.
    private static final int ENTRY = 4;
    private static final int SET = SET_BYTES / Long.BYTES;
    /** Where the less recently used half of a set begins. */
    private static final int OLD = SET / 2;

    private static final int COUNT = 2;
    private static final int LAST_SEEN = 3;

    /** The length of the run of neighbouring sets whose old entries are written together. */
    private static final int RUN = 128 * SET;

    private static final int DIRTY = 1;
    private static final int OPENED = 2;
    private static final int COUNT_SHIFT = 2;

    private final CountStore state;
    private final ToLongFunction<CounterKey> order;
    private final long[] entries;
    private final int setBits;

    /**
     * Creates an empty cache.
     *
     * @param bytes the size, rounded down to a power of two
     * @param state the store that this caches
     * @param order maps keys evenly to the numbers from 0 up, in the order in which the store is fastest to
     *     write; a flush follows it approximately
     * @throws IllegalArgumentException if the size is below {@value #SET_BYTES} or above
     *     {@value #MAX_BYTES} bytes
     */
    public CountCache(long bytes, CountStore state, ToLongFunction<CounterKey> order) {
        if (bytes < SET_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(bytes + " bytes");
        }
        this.state = state;
        this.order = order;
        entries = new long[(int) (Long.highestOneBit(bytes) / Long.BYTES)];
        setBits = Integer.numberOfTrailingZeros(entries.length / SET);
    }

    @Override
    public KeyCount get(CounterKey key) throws IOException {
        int set = set(key);
        int at = find(set, key);
        if (at < 0) {
            return state.get(key);
        }
        moveToFront(set, at);
        return count(set);
    }

    /** Caches the count; may evict the least recently used key of the set. */
    @Override
    public void put(CounterKey key, KeyCount count) throws IOException {
        int set = set(key);
        int at = find(set, key);
        if (at < 0) {
            at = set + SET - ENTRY;
            if (isDirty(at)) {
                writeOldAround(set);
            }
        }
        moveToFront(set, at);
        entries[set] = key.high();
        entries[set + 1] = key.low();
        entries[set + COUNT] = count.count() << COUNT_SHIFT | (count.opened() ? OPENED : 0) | DIRTY;
        entries[set + LAST_SEEN] = count.lastSeenMillis();
    }

    @Override
    public void remove(CounterKey key) throws IOException {
        int set = set(key);
        int at = find(set, key);
        if (at >= 0) {
            // A new key is inserted at the end of its set, so the free entry must be there.
            int last = set + SET - ENTRY;
            System.arraycopy(entries, at + ENTRY, entries, at, last - at);
            entries[last + COUNT] = 0;
        }
        state.remove(key);
    }

    /** Writes all modified counts to the store. */
    public void flush() throws IOException {
        for (int at = 0; at < entries.length; at += ENTRY) {
            write(at);
        }
    }

    /**
     * Writes the entries that neighbouring sets would evict next. Writing them together and in order costs
     * half as much as one by one.
     */
    private void writeOldAround(int set) throws IOException {
        int first = set - set % RUN;
        int end = Math.min(first + RUN, entries.length);
        for (int near = first; near < end; near += SET) {
            for (int at = near + OLD; at < near + SET; at += ENTRY) {
                write(at);
            }
        }
    }

    private boolean isDirty(int at) {
        return (entries[at + COUNT] & DIRTY) != 0;
    }

    private void write(int at) throws IOException {
        if (isDirty(at)) {
            state.put(new CounterKey(entries[at], entries[at + 1]), count(at));
            entries[at + COUNT] &= ~DIRTY;
        }
    }

    private KeyCount count(int at) {
        long flagged = entries[at + COUNT];
        return new KeyCount(flagged >>> COUNT_SHIFT, entries[at + LAST_SEEN], (flagged & OPENED) != 0);
    }

    private int set(CounterKey key) {
        return (int) (order.applyAsLong(key) >>> 63 - setBits) * SET;
    }

    /** Returns the key's entry, or -1. A count is at least 1, so an entry whose count is 0 is free. */
    private int find(int set, CounterKey key) {
        for (int at = set; at < set + SET; at += ENTRY) {
            if (entries[at] == key.high() && entries[at + 1] == key.low() && entries[at + COUNT] != 0) {
                return at;
            }
        }
        return -1;
    }

    private void moveToFront(int set, int at) {
        if (at == set) {
            return;
        }
        long high = entries[at];
        long low = entries[at + 1];
        long count = entries[at + COUNT];
        long lastSeen = entries[at + LAST_SEEN];
        System.arraycopy(entries, set, entries, set + ENTRY, at - set);
        entries[set] = high;
        entries[set + 1] = low;
        entries[set + COUNT] = count;
        entries[set + LAST_SEEN] = lastSeen;
    }
}
