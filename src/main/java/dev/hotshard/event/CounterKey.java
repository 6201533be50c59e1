package dev.hotshard.event;

/**
 * The key under which events are counted: a keyed 128-bit hash of project, distinct_id and event date, of
 * one size whatever the length of the id. The probability that any two of n keys collide, and so share a
 * counter, is about n²/2¹²⁹: 10⁻²¹ for a billion keys. Immutable.
 *
 * @param high the high 64 bits
 * @param low the low 64 bits
 */
public record CounterKey(long high, long low) {

    /** The tag of the hashed layout. It differs from that of scatter keys, so neither predicts the other. */
    private static final byte LAYOUT = 'C';

    static CounterKey of(KeyHash hash, byte[] value, long project, long distinctId, int epochDay) {
        return hash.begin(LAYOUT)
                .name(value, project)
                .text(value, distinctId)
                .number(epochDay)
                .to(CounterKey::new);
    }

    /**
     * Parses the result of {@link #toHex}.
     *
     * @throws IllegalArgumentException if the text is not 32 hexadecimal digits
     */
    public static CounterKey ofHex(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("not 32 hexadecimal digits");
        }
        return new CounterKey(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    /** Formats the key as 32 lowercase hexadecimal digits. */
    public String toHex() {
        return Hex.digits(high, low);
    }

    // Written out, because keyed state compares keys for every event and the generated methods of a record
    // are slow before C2 compiles them.
    @Override
    public boolean equals(Object other) {
        return other instanceof CounterKey key && key.high == high && key.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low);
    }
}
