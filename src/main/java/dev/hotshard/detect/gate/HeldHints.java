package dev.hotshard.detect.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Holds each hint until the first checkpoint taken after it completes, because only then does the state that
 * the hint describes survive any failure. Bounded: if checkpoints fail for so long that too many hints wait, drops
 * the oldest, which costs only speed.
 */
public final class HeldHints {

    private final int capacity;
    /** In the order of arrival. */
    private final Deque<Hint> hints = new ArrayDeque<>();
    /** For each checkpoint that may still complete, the number of hints that preceded its barrier. */
    private final NavigableMap<Long, Long> countsBefore = new TreeMap<>();
    /** The number of hints that were removed, sent or dropped. */
    private long removed;

    private long dropped;

    public HeldHints() {
        this(HintTable.CAPACITY);
    }

    HeldHints(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a hint. */
    public void add(Hint hint) {
        if (hints.size() == capacity) {
            poll();
            dropped++;
        }
        hints.add(hint);
    }

    /** Records that the barrier of a checkpoint follows all hints added so far. */
    public void barrier(long checkpointId) {
        countsBefore.put(checkpointId, removed + hints.size());
    }

    /**
     * Removes and returns the hints that preceded the barrier of a completed checkpoint, in order.
     */
    public List<Hint> complete(long checkpointId) {
        List<Hint> committed = new ArrayList<>();
        NavigableMap<Long, Long> complete = countsBefore.headMap(checkpointId, true);
        if (!complete.isEmpty()) {
            long end = complete.lastEntry().getValue();
            while (removed < end) {
                committed.add(poll());
            }
            complete.clear();
        }
        return committed;
    }

    /** All held hints, in order. */
    public List<Hint> all() {
        return List.copyOf(hints);
    }

    /** The number of hints dropped. */
    public long dropped() {
        return dropped;
    }

    private Hint poll() {
        removed++;
        return hints.poll();
    }
}
