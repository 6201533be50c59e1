package dev.hotshard.flink.serde;

import dev.hotshard.detect.KeyCount;

/**
 * The place of a {@link KeyCount} in keyed state, where each event changes it. Not thread-safe.
 *
 * <p>A new object an event would be the greatest cost of counting by far: on the heap each one, young,
 * hangs on an old entry of the state's table, which makes the garbage collector visit the whole table again
 * and again.
 */
public final class CountCell {

    private long count;
    private long lastSeenMillis;
    private boolean opened;

    public CountCell(KeyCount value) {
        set(value);
    }

    public KeyCount get() {
        return new KeyCount(count, lastSeenMillis, opened);
    }

    public void set(KeyCount value) {
        count = value.count();
        lastSeenMillis = value.lastSeenMillis();
        opened = value.opened();
    }
}
