package dev.hotshard.event.json;

/** The grammar of a JSON number. */
public final class JsonNumber {

    private JsonNumber() {}

    /**
     * Reads the longest number that begins at {@code p}, in bytes before {@code end}.
     *
     * @return the position after it, or the bitwise complement of the position where a digit is missing
     */
    public static int end(byte[] v, int p, int end) {
        int whole = p < end && v[p] == '-' ? p + 1 : p;
        int at = whole < end && v[whole] == '0' ? whole + 1 : digits(v, whole, end);
        if (at == whole) {
            return ~whole;
        }
        if (at < end && v[at] == '.') {
            int fraction = at + 1;
            at = digits(v, fraction, end);
            if (at == fraction) {
                return ~fraction;
            }
        }
        if (at < end && (v[at] | 0x20) == 'e') {
            int exponent = at + 1 < end && (v[at + 1] == '+' || v[at + 1] == '-') ? at + 2 : at + 1;
            at = digits(v, exponent, end);
            if (at == exponent) {
                return ~exponent;
            }
        }
        return at;
    }

    private static int digits(byte[] v, int p, int end) {
        while (p < end && v[p] >= '0' && v[p] <= '9') {
            p++;
        }
        return p;
    }
}
