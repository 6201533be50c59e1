package dev.hotshard.recover.breakdown;

import java.io.Serializable;

/**
 * Stands for one or more texts of any length: 128 bits of a keyed hash, so that two texts are told apart
 * wherever they differ, though only the begin of them is kept to be shown.
 */
record TextHash(long high, long low) implements Serializable, Comparable<TextHash> {

    @Override
    public int compareTo(TextHash other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compare(low, other.low);
    }
}
