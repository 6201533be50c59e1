package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many different values there are, of their 64-bit hashes: exact up to {@value #MAX_EXACT}, above that
 * an estimate with a relative standard error of 3.2 %. What it says depends neither on order nor on
 * repeats, and merging two gives just what one would have that had seen it all. Takes 8 KiB at most.
 *
 * <p>Keeps the least hashes (bottom-k, KMV: Bar-Yossef et al., 2002; the estimator is that of Beyer et al.,
 * 2007). Hashes are even over their range, so if the k-th least lies at the fraction f of it there are
 * about (k - 1) / f, with a relative standard error of 1 / sqrt(k - 2).
 */
final class BottomKSketch implements Serializable {

    static final int MAX_EXACT = 1024;

    private static final long serialVersionUID = 1L;
    private static final int FIRST_CAPACITY = 8;

    /** The least hashes as unsigned numbers with the highest bit flipped, ascending. */
    private long[] least = new long[FIRST_CAPACITY];

    private int size;
    private boolean more;

    void add(long hash) {
        put(hash ^ Long.MIN_VALUE);
    }

    private void put(long value) {
        int at = size == MAX_EXACT && value > least[size - 1] ? size : Arrays.binarySearch(least, 0, size, value);
        if (at >= 0 && at < size) {
            return;
        }
        if (size == MAX_EXACT) {
            more = true;
            if (at == size) {
                return;
            }
            size--;
        } else if (size == least.length) {
            least = Arrays.copyOf(least, 2 * size);
        }
        int place = -at - 1;
        System.arraycopy(least, place, least, place + 1, size - place);
        least[place] = value;
        size++;
    }

    void merge(BottomKSketch other) {
        more |= other.more;
        for (int i = 0; i < other.size; i++) {
            put(other.least[i]);
        }
    }

    boolean isExact() {
        return !more;
    }

    /** How many there are, or hardly ever more: three standard errors above the estimate. */
    long atMost() {
        return more ? count() + count() * 3 / 31 : count();
    }

    /** For how many hashes there is room. */
    int room() {
        return least.length;
    }

    long count() {
        if (!more) {
            return size;
        }
        double fraction = ((double) least[size - 1] - Long.MIN_VALUE + 1) / 0x1p64;
        return Math.round((size - 1) / fraction);
    }
}
