package dev.hotshard.event;

import java.nio.charset.StandardCharsets;

/** Formats 128 bits as 32 lowercase hexadecimal digits. Thread-safe. */
public final class Hex {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    /** The digits in ASCII, a new array. */
    public static byte[] ascii(long high, long low) {
        byte[] out = new byte[32];
        for (int i = 15; i >= 0; i--) {
            out[i] = DIGITS[(int) high & 15];
            out[i + 16] = DIGITS[(int) low & 15];
            high >>>= 4;
            low >>>= 4;
        }
        return out;
    }

    static String digits(long high, long low) {
        return new String(ascii(high, low), StandardCharsets.US_ASCII);
    }
}
