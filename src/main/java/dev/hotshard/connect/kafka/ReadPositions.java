package dev.hotshard.connect.kafka;

import java.util.Arrays;

/**
 * Notices offsets that a reader of one topic did not get. A look into an array for each record. For one
 * thread.
 */
final class ReadPositions {

    private static final long UNKNOWN = -1;

    /** Gets what is out of the ordinary. */
    interface Listener {

        /** The first record of a partition. */
        void began(int partition, long offset);

        /** A record whose offset is not the one that comes after the last. */
        void jumped(int partition, long expected, long offset);
    }

    private final Listener listener;
    /** By partition. */
    private long[] next = {};

    ReadPositions(Listener listener) {
        this.listener = listener;
    }

    /** Begins with a partition. */
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
