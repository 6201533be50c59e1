package dev.hotshard.event.json;

/** Escapes in JSON strings: their grammar, and the text that they stand for. */
final class JsonEscape {

    private JsonEscape() {}

    /**
     * Reads an escape, from after its backslash.
     *
     * @return the position after it; else the bitwise complement of the position of the first wrong byte,
     *     which is {@code p} only if no escape begins there
     */
    static int end(byte[] v, int p, int end) {
        if (p >= end) {
            return ~p;
        }
        switch (v[p]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return p + 1;
            case 'u':
                for (int i = p + 1; i < p + 5; i++) {
                    if (i >= end || !isHexDigit(v[i])) {
                        return ~i;
                    }
                }
                return p + 5;
            default:
                return ~p;
        }
    }

    private static boolean isHexDigit(byte c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /**
     * Writes the content of a validated string to {@code out} from {@code at} on, in WTF-8.
     *
     * @param start the position after the opening quote
     * @param end the position of the closing quote
     * @return the position after what was written
     */
    static int decode(byte[] value, int start, int end, byte[] out, int at) {
        int from = start;
        for (int p = LongWords.indexOf('\\', value, start, end); p < end; p = LongWords.indexOf('\\', value, p, end)) {
            System.arraycopy(value, from, out, at, p - from);
            at += p - from;
            if (value[p + 1] != 'u') {
                out[at++] = character(value[p + 1]);
                p += 2;
            } else {
                int unit = hex4(value, p + 2);
                p += 6;
                if (Character.isHighSurrogate((char) unit) && isLowSurrogateEscape(value, p, end)) {
                    unit = Character.toCodePoint((char) unit, (char) hex4(value, p + 2));
                    p += 6;
                }
                at = Utf8.put(out, at, unit);
            }
            from = p;
        }
        System.arraycopy(value, from, out, at, end - from);
        return at + end - from;
    }

    private static boolean isLowSurrogateEscape(byte[] value, int p, int end) {
        return end - p >= 6
                && value[p] == '\\'
                && value[p + 1] == 'u'
                && Character.isLowSurrogate((char) hex4(value, p + 2));
    }

    private static byte character(byte c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static int hex4(byte[] value, int p) {
        return Character.digit(value[p], 16) << 12
                | Character.digit(value[p + 1], 16) << 8
                | Character.digit(value[p + 2], 16) << 4
                | Character.digit(value[p + 3], 16);
    }
}
