package dev.hotshard.cli.demo;

import dev.hotshard.event.KeyHash;

/**
 * A digest of a multiset of byte arrays: their number and the sum of their 128-bit hashes. Independent of
 * order, and constant in memory. Different multisets have equal digests with a probability of 2⁻¹²⁸. Not
 * thread-safe.
 */
public final class MultisetDigest {

    private static final byte LAYOUT = 'M';

    private final KeyHash hash = new KeyHash("multiset");
    private long count;
    private long high;
    private long low;

    void add(byte[] bytes) {
        hash.begin(LAYOUT).bytes(bytes, 0, bytes.length).to((moreHigh, moreLow) -> add(1, moreHigh, moreLow));
    }

    /** Adds the multiset that another digest stands for. */
    public void addAll(MultisetDigest other) {
        add(other.count, other.high, other.low);
    }

    private MultisetDigest add(long moreCount, long moreHigh, long moreLow) {
        count += moreCount;
        low += moreLow;
        high += moreHigh + (Long.compareUnsigned(low, moreLow) < 0 ? 1 : 0);
        return this;
    }

    /** The number of byte arrays. */
    public long count() {
        return count;
    }

    boolean equalTo(MultisetDigest other) {
        return count == other.count && high == other.high && low == other.low;
    }
}
