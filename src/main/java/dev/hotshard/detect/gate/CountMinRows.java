package dev.hotshard.detect.gate;

/**
 * The counters of one generation in a block: four rows of eight, one unsigned byte each. Of each row, three
 * bits of a key select one counter.
 *
 * <p>This is a count-min sketch (Cormode and Muthukrishnan, 2005) with conservative update (Estan and
 * Varghese, 2002): the count of a key is the least of its four counters, and an event raises only those of
 * them that are below the new count. No count is too low, because an event raises the least counter of its key
 * by one, and no counter falls. A key is over-counted only if it shares all four of its counters.
 */
final class CountMinRows {

    /** The size of the four rows in bytes. */
    static final int BYTES = 32;

    private CountMinRows() {}

    /**
     * The count of a key.
     *
     * @param counters the memory that holds the rows
     * @param start where the rows begin
     * @param bits the key's bits; the lowest twelve select its counters
     */
    static int count(byte[] counters, int start, int bits) {
        int first = Math.min(counters[at0(start, bits)] & 0xff, counters[at1(start, bits)] & 0xff);
        int second = Math.min(counters[at2(start, bits)] & 0xff, counters[at3(start, bits)] & 0xff);
        return Math.min(first, second);
    }

    /** Raises the count of a key to at least {@code count}. */
    static void raise(byte[] counters, int start, int bits, int count) {
        raise(counters, at0(start, bits), count);
        raise(counters, at1(start, bits), count);
        raise(counters, at2(start, bits), count);
        raise(counters, at3(start, bits), count);
    }

    private static void raise(byte[] counters, int at, int count) {
        if ((counters[at] & 0xff) < count) {
            counters[at] = (byte) count;
        }
    }

    private static int at0(int start, int bits) {
        return start + (bits & 7);
    }

    private static int at1(int start, int bits) {
        return start + 8 + (bits >>> 3 & 7);
    }

    private static int at2(int start, int bits) {
        return start + 16 + (bits >>> 6 & 7);
    }

    private static int at3(int start, int bits) {
        return start + 24 + (bits >>> 9 & 7);
    }
}
