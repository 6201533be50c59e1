package dev.hotshard.mitigate;

import java.util.Locale;

/** How scatter keys are made. */
public enum ScatterMode {
    /** {@link ScatterKey#stable}. */
    DEDUP,
    /** {@link ScatterKey#random}. */
    RANDOM;

    /** A new scatter key function; not thread-safe. */
    public ScatterKey key(String hashKey) {
        return this == DEDUP ? ScatterKey.stable(hashKey) : ScatterKey.random();
    }

    /** The name as it is written in options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
