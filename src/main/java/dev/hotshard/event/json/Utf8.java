package dev.hotshard.event.json;

import java.util.Arrays;

/**
 * Strict UTF-8 (RFC 3629), and WTF-8, which adds lone surrogates as three bytes, as JSON escapes can spell
 * them.
 */
public final class Utf8 {

    private Utf8() {}

    /**
     * Skips one character outside ASCII.
     *
     * @param p the position of its first byte, which is negative
     * @return the position after it, or -1 if the bytes at {@code p} are not strict UTF-8
     */
    public static int skip(byte[] v, int p, int end) {
        int lead = v[p] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return -1;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (end - p < length) {
            return -1;
        }
        int second = v[p + 1] & 0xff;
        // The second byte reveals overlong forms, surrogates and code points that are too large.
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return -1;
        }
        for (int i = 2; i < length; i++) {
            if ((v[p + i] & 0xc0) != 0x80) {
                return -1;
            }
        }
        return p + length;
    }

    /** The position of the first byte that is not part of strict UTF-8, or -1 if there is none. */
    public static int firstInvalid(byte[] v) {
        for (int p = 0; p < v.length; ) {
            int next = v[p] >= 0 ? p + 1 : skip(v, p, v.length);
            if (next < 0) {
                return p;
            }
            p = next;
        }
        return -1;
    }

    /** Writes one code point, a surrogate as three bytes, and returns the position after it. */
    static int put(byte[] out, int at, int codePoint) {
        if (codePoint < 0x80) {
            out[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            out[at++] = (byte) (0xc0 | codePoint >> 6);
            out[at++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            out[at++] = (byte) (0xe0 | codePoint >> 12);
            out[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            out[at++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            out[at++] = (byte) (0xf0 | codePoint >> 18);
            out[at++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            out[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            out[at++] = (byte) (0x80 | codePoint & 0x3f);
        }
        return at;
    }

    /** Decodes well-formed WTF-8; a lone surrogate becomes one {@code char}. */
    public static String toString(byte[] wtf8, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int p = 0; p < length; ) {
            int b = wtf8[p];
            if (b >= 0) {
                text.append((char) b);
                p++;
            } else if (b < (byte) 0xe0) {
                text.append((char) ((b & 0x1f) << 6 | wtf8[p + 1] & 0x3f));
                p += 2;
            } else if (b < (byte) 0xf0) {
                text.append((char) ((b & 0xf) << 12 | (wtf8[p + 1] & 0x3f) << 6 | wtf8[p + 2] & 0x3f));
                p += 3;
            } else {
                text.appendCodePoint(
                        (b & 7) << 18 | (wtf8[p + 1] & 0x3f) << 12 | (wtf8[p + 2] & 0x3f) << 6 | wtf8[p + 3] & 0x3f);
                p += 4;
            }
        }
        return text.toString();
    }

    /** Encodes a text as WTF-8, its lone surrogates as three bytes each. */
    public static byte[] bytes(String text) {
        byte[] out = new byte[3 * text.length()];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            at = put(out, at, codePoint);
            i += Character.charCount(codePoint);
        }
        return Arrays.copyOf(out, at);
    }

    /** Whether strict UTF-8 can express the text: it has no lone surrogate. */
    public static boolean isEncodable(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** The greatest length of at most {@code max} bytes that ends between two characters. */
    public static int cut(byte[] wtf8, int length, int max) {
        if (length <= max) {
            return length;
        }
        int at = max;
        while (at > 0 && (wtf8[at] & 0xc0) == 0x80) {
            at--;
        }
        return at;
    }
}
