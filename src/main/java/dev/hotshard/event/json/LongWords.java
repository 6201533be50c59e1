package dev.hotshard.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches eight bytes at a time; the first byte of a word is its lowest. */
final class LongWords {

    /** A one in each byte. */
    private static final long ONES = 0x0101010101010101L;
    /** The high bit of each byte. */
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LongWords() {}

    /** The eight bytes from {@code p} on. */
    private static long at(byte[] bytes, int p) {
        return (long) LONG.get(bytes, p);
    }

    /** The position of the first such byte from {@code p} on, {@code end} if there is none. */
    static int indexOf(char ascii, byte[] bytes, int p, int end) {
        for (; p <= end - 8; p += 8) {
            long difference = at(bytes, p) ^ ascii * ONES;
            // The lowest bit set is right; higher ones may stem from a borrow.
            long found = difference - ONES & ~difference & HIGH_BITS;
            if (found != 0) {
                return p + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (p < end && bytes[p] != ascii) {
            p++;
        }
        return p;
    }

    /**
     * Skips bytes that mean nothing in a JSON string. Stops at a quote, a backslash, a control character or
     * a byte outside ASCII, or where fewer than eight bytes are left, whatever they are.
     */
    static int skipPlain(byte[] bytes, int p, int end) {
        for (; p <= end - 8; p += 8) {
            long word = at(bytes, p);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            // Each subtraction sets the high bit of a byte of interest. It sets that of another byte only if
            // the byte is outside ASCII, which is of interest too, or if a borrow from a true one below it
            // has reached it. So the lowest bit set is right.
            long found = (quote - ONES | backslash - ONES | word - 0x20 * ONES | word) & HIGH_BITS;
            if (found != 0) {
                return p + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        return p;
    }
}
