package dev.hotshard.connect.kafka;

/**
 * Offsets of a partition that a reader did not get, and that may have held records.
 *
 * @param start the first of them, or {@link #COMMITTED}
 * @param end the offset after the last of them, or {@link #NOT_READ_YET}
 */
record OffsetGap(int partition, long start, long end) {

    /** A start at the offset that the group has committed. */
    static final long COMMITTED = -1;

    private static final long NOT_READ_YET = Long.MAX_VALUE;

    /** The gap, if any, from where a partition's reading was to start to its first record. */
    static OffsetGap beforeFirst(int partition, long start) {
        return new OffsetGap(partition, start, NOT_READ_YET);
    }

    boolean isBeforeFirst() {
        return end == NOT_READ_YET;
    }

    boolean startsAtCommitted() {
        return start == COMMITTED;
    }
}
