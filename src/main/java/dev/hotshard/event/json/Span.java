package dev.hotshard.event.json;

/**
 * A range of byte positions in one value, start inclusive and end exclusive, packed into a {@code long}, so
 * that an event carries seven of them without an object for each.
 */
public final class Span {

    /** No value; has length 0. No member's value has this span, as none starts at position 0 of an object. */
    public static final long NONE = 0;

    private Span() {}

    /** Packs the range from {@code start} to {@code end}, both at least 0. */
    public static long of(int start, int end) {
        return (long) start << 32 | end;
    }

    /** The position of the first byte. */
    public static int start(long span) {
        return (int) (span >>> 32);
    }

    /** The position after the last byte. */
    public static int end(long span) {
        return (int) span;
    }

    /** The number of bytes. */
    public static int length(long span) {
        return end(span) - start(span);
    }
}
