package dev.hotshard.connect.kafka;

import java.util.Arrays;

/**
 * Detects offsets of one topic that a reader skipped. Costs one array lookup per record. For one thread.
 */
final class ReadPositions {

    private static final long UNKNOWN = -1;

    /** Receives every offset that is not the expected one. */
    interface Listener {

        /** Receives the first record of a partition. */
        void began(int partition, long offset);

        /** Receives a record whose offset does not follow the last one; it may be lower. */
        void jumped(int partition, long expected, long offset);
    }

    private final Listener listener;
    /** The expected offset, by partition. */
    private long[] next = {};

    ReadPositions(Listener listener) {
        this.listener = listener;
    }

    /** Adds a partition, or starts over with one. */
    void add(int partition) {
        if (partition >= next.length) {
            int known = next.length;
            next = Arrays.copyOf(next, partition + 1);
            Arrays.fill(next, known, next.length, UNKNOWN);
        }
        next[partition] = UNKNOWN;
    }

    void read(int partition, long offset) {
        if (offset != next[partition]) {
            jump(partition, offset);
        }
        next[partition] = offset + 1;
    }

    private void jump(int partition, long offset) {
        if (next[partition] == UNKNOWN) {
            listener.began(partition, offset);
        } else {
            listener.jumped(partition, next[partition], offset);
        }
    }
}
