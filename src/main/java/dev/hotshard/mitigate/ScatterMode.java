package dev.hotshard.mitigate;

import java.util.Locale;

/** The kinds of scatter keys. */
public enum ScatterMode {
    /** Stable keys, which keep deduplication working: {@link ScatterKey#stable}. */
    DEDUP,
    /** Random keys: {@link ScatterKey#random}. */
    RANDOM;

    /** Creates a scatter key function; not thread-safe. */
    public ScatterKey key(String hashKey) {
        return this == DEDUP ? ScatterKey.stable(hashKey) : ScatterKey.random();
    }

    /** The name as spelled in options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
