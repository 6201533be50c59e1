package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Estimates the number of distinct values from their 64-bit hashes: exact up to {@value #MAX_EXACT}, above
 * that with a relative standard error of 3.2 %. The result depends neither on order nor on repetition, and
 * merging two sketches gives the sketch of all their values. Takes 8 KiB at most. Not thread-safe.
 *
 * <p>The sketch keeps the least hashes (bottom-k, KMV: Bar-Yossef et al., 2002; with the estimator of Beyer et
 * al., 2007). Hashes are uniform over their range, so if the k-th least lies at the fraction f of it, there
 * are about (k - 1) / f values, with a relative standard error of 1 / sqrt(k - 2).
 */
final class BottomKSketch implements Serializable {

    static final int MAX_EXACT = 1024;

    private static final long serialVersionUID = 1L;
    private static final int FIRST_CAPACITY = 8;

    /** The least hashes as unsigned numbers with the highest bit flipped, ascending. */
    private long[] least = new long[FIRST_CAPACITY];

    private int size;
    /** Whether more hashes were added than are kept. */
    private boolean overflowed;

    void add(long hash) {
        put(hash ^ Long.MIN_VALUE);
    }

    private void put(long value) {
        int at = size == MAX_EXACT && value > least[size - 1] ? size : Arrays.binarySearch(least, 0, size, value);
        if (at >= 0 && at < size) {
            return;
        }
        if (size == MAX_EXACT) {
            overflowed = true;
            if (at == size) {
                return;
            }
            size--;
        } else if (size == least.length) {
            least = Arrays.copyOf(least, 2 * size);
        }
        int insertion = -at - 1;
        System.arraycopy(least, insertion, least, insertion + 1, size - insertion);
        least[insertion] = value;
        size++;
    }

    /** Adds all values of another sketch. */
    void merge(BottomKSketch other) {
        overflowed |= other.overflowed;
        for (int i = 0; i < other.size; i++) {
            put(other.least[i]);
        }
    }

    boolean isExact() {
        return !overflowed;
    }

    /** An upper bound of the count: exact, or three standard errors above the estimate. */
    long atMost() {
        return overflowed ? count() + count() * 3 / 31 : count();
    }

    /** The number of hashes that memory is allocated for. */
    int capacity() {
        return least.length;
    }

    /** The number of distinct values; an estimate unless {@link #isExact}. */
    long count() {
        if (!overflowed) {
            return size;
        }
        double fraction = ((double) least[size - 1] - Long.MIN_VALUE + 1) / 0x1p64;
        return Math.round((size - 1) / fraction);
    }
}
