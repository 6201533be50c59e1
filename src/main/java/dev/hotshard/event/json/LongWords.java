package dev.hotshard.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time: the first one is the lowest of a word. */
public final class LongWords {

    public static final long ONES = 0x0101010101010101L;
    public static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LongWords() {}

    public static long at(byte[] bytes, int p) {
        return (long) LONG.get(bytes, p);
    }

    /** The position of the first such byte from {@code p} on, {@code end} if there is none. */
    static int indexOf(char ascii, byte[] bytes, int p, int end) {
        for (; p <= end - 8; p += 8) {
            long difference = at(bytes, p) ^ ascii * ONES;
            // The lowest bit set is right; those above it may come of a borrow.
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
}
