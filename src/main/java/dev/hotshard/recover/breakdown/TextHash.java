package dev.hotshard.recover.breakdown;

import java.io.Serializable;

/**
 * A 128-bit keyed hash that stands for one or more texts of any length. It tells texts apart wherever they
 * differ, although only their beginnings are kept for display.
 */
record TextHash(long high, long low) implements Serializable, Comparable<TextHash> {

    @Override
    public int compareTo(TextHash other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compare(low, other.low);
    }
}
