package dev.hotshard.detect.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Hints that wait for the checkpoint that they came before to complete: only then does the state that they
 * tell of outlive any failure. Bounded: where too many wait, because checkpoints fail for long, the oldest
 * are dropped, which costs speed only.
 */
public final class HeldHints {

    private final int capacity;
    /** In the order in which they came. */
    private final Deque<Hint> hints = new ArrayDeque<>();
    /** How many hints had come before the barrier of each checkpoint that may still complete. */
    private final NavigableMap<Long, Long> cameBefore = new TreeMap<>();
    /** How many hints have left, sent or dropped. */
    private long left;

    private long dropped;

    public HeldHints() {
        this(HintTable.CAPACITY);
    }

    HeldHints(int capacity) {
        this.capacity = capacity;
    }

    public void add(Hint hint) {
        if (hints.size() == capacity) {
            poll();
            dropped++;
        }
        hints.add(hint);
    }

    /** Notes that the barrier of a checkpoint comes behind all hints so far. */
    public void barrier(long checkpointId) {
        cameBefore.put(checkpointId, left + hints.size());
    }

    /**
     * Gives up the hints that came before the barrier of a checkpoint that has completed, in order; each
     * once.
     */
    public List<Hint> complete(long checkpointId) {
        List<Hint> committed = new ArrayList<>();
        NavigableMap<Long, Long> complete = cameBefore.headMap(checkpointId, true);
        if (!complete.isEmpty()) {
            long end = complete.lastEntry().getValue();
            while (left < end) {
                committed.add(poll());
            }
            complete.clear();
        }
        return committed;
    }

    /** All that wait, in order. */
    public List<Hint> all() {
        return List.copyOf(hints);
    }

    /** How many were dropped. */
    public long dropped() {
        return dropped;
    }

    private Hint poll() {
        left++;
        return hints.poll();
    }
}
