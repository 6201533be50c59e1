package dev.hotshard.event;

/**
 * Stands for (project, distinct_id, event_date): 128 bits of a keyed hash, whatever the id's length. With n
 * keys alive two share a counter with a probability of about n²/2¹²⁹: 10⁻²¹ for a billion.
 */
public record CounterKey(long high, long low) {

    /** The layout's tag, so that no scatter key ever hashes the same bytes. */
    private static final byte LAYOUT = 'C';

    static CounterKey of(KeyHash hash, byte[] value, long project, long distinctId, int epochDay) {
        return hash.begin(LAYOUT)
                .name(value, project)
                .text(value, distinctId)
                .number(epochDay)
                .to(CounterKey::new);
    }

    /**
     * The key that {@link #toHex} gave.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static CounterKey ofHex(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("not 32 hexadecimal digits");
        }
        return new CounterKey(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    /** 32 lowercase hexadecimal digits. */
    public String toHex() {
        return Hex.digits(high, low);
    }

    // Written out: keyed state compares keys for every event, and what the compiler makes for records is
    // slow before C2.
    @Override
    public boolean equals(Object other) {
        return other instanceof CounterKey key && key.high == high && key.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low);
    }
}
