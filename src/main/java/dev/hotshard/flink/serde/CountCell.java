package dev.hotshard.flink.serde;

import dev.hotshard.detect.KeyCount;

/**
 * A mutable {@link KeyCount} in keyed state. Not thread-safe.
 *
 * <p>Mutable because a new object for each event would be by far the largest cost of counting. On the heap
 * each would be a young object referenced by an old entry of the state table, so the garbage collector
 * would scan the whole table at every collection.
 */
public final class CountCell {

    private long count;
    private long lastSeenMillis;
    private boolean opened;

    /** Creates a cell that holds {@code value}. */
    public CountCell(KeyCount value) {
        set(value);
    }

    /** Returns the current value. */
    public KeyCount get() {
        return new KeyCount(count, lastSeenMillis, opened);
    }

    /** Replaces the value. */
    public void set(KeyCount value) {
        count = value.count();
        lastSeenMillis = value.lastSeenMillis();
        opened = value.opened();
    }
}
