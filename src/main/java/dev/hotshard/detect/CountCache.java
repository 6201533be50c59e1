package dev.hotshard.detect;

import dev.hotshard.event.CounterKey;
import java.io.IOException;
import java.util.function.ToLongFunction;

/**
 * Keeps the counts of the keys seen last in a fixed number of bytes before the state behind, which is read
 * for a key that is not here, and written when a key has to give way or on {@link #flush}: not for each
 * event. Not thread-safe.
 */
public final class CountCache implements CountStore {

    /** Bytes of a set, the least that a cache can have. */
    public static final int SET_BYTES = 256;
    /** The most bytes of a cache. */
    public static final int MAX_BYTES = 1 << 30;

    // An entry is four numbers: the key's two halves, count and marks, and when it was last seen. A set
    // lies together, the entry used last first.
    private static final int ENTRY = 4;
    private static final int SET = SET_BYTES / Long.BYTES;
    /** From here on are the half of a set that was used longest ago. */
    private static final int OLD = SET / 2;

    private static final int COUNT = 2;
    private static final int LAST_SEEN = 3;

    /** Entries of so many neighbouring sets are written together. */
    private static final int RUN = 128 * SET;

    private static final int DIRTY = 1;
    private static final int OPENED = 2;
    private static final int COUNT_SHIFT = 2;

    private final CountStore state;
    private final ToLongFunction<CounterKey> order;
    private final long[] entries;
    private final int setBits;

    /**
     * An empty one.
     *
     * @param bytes its size; rounded down to a power of two
     * @param state what is behind
     * @param order where a key lies among all in the state, evenly over the numbers from 0 on: a flush
     *     writes in this order, about
     * @throws IllegalArgumentException if there are fewer than {@value #SET_BYTES} bytes, or more than
     *     {@value #MAX_BYTES}
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

    /** Remembers it here. The key that was used longest ago may have to give way. */
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
            // The next key of the set comes in at the end, so that is where it is free.
            int last = set + SET - ENTRY;
            System.arraycopy(entries, at + ENTRY, entries, at, last - at);
            entries[last + COUNT] = 0;
        }
        state.remove(key);
    }

    /** Writes to the state what it does not know yet. */
    public void flush() throws IOException {
        for (int at = 0; at < entries.length; at += ENTRY) {
            write(at);
        }
    }

    /**
     * What gives way next in the sets around: in order and together they cost the state half of what they
     * would alone.
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
        long marked = entries[at + COUNT];
        return new KeyCount(marked >>> COUNT_SHIFT, entries[at + LAST_SEEN], (marked & OPENED) != 0);
    }

    private int set(CounterKey key) {
        return (int) (order.applyAsLong(key) >>> 63 - setBits) * SET;
    }

    /** A count is 1 at least, so an entry without one is free. */
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
