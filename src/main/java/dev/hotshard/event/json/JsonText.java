package dev.hotshard.event.json;

import java.util.Arrays;

/**
 * The text of a JSON value at a {@link Span} of a value that {@link JsonScanner} has validated. The text of
 * a string is its decoded content in WTF-8, in which a lone surrogate takes three bytes; that of any other
 * value is its literal bytes. So {@code 123} and {@code "123"} have the same text, {@code 1e2} and
 * {@code 100} do not. Thread-safe.
 */
public final class JsonText {

    private JsonText() {}

    /** Whether the value at the span is a string. */
    public static boolean isString(byte[] value, long span) {
        return span != Span.NONE && value[Span.start(span)] == '"';
    }

    /** Whether the value at the span is a number. */
    public static boolean isNumber(byte[] value, long span) {
        if (span == Span.NONE) {
            return false;
        }
        byte first = value[Span.start(span)];
        return first == '-' || first >= '0' && first <= '9';
    }

    /** Whether the value can name something: a number, or a string that is not empty. */
    public static boolean isName(byte[] value, long span) {
        return isString(value, span) ? Span.length(span) > 2 : isNumber(value, span);
    }

    /** Copies the text; empty for {@link Span#NONE}. */
    public static byte[] bytes(byte[] value, long span) {
        byte[] out = new byte[Span.length(span)];
        int length = decode(value, span, out, 0);
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** Copies the value as it is spelled, quotes included; empty for {@link Span#NONE}. */
    public static byte[] spelled(byte[] value, long span) {
        return Arrays.copyOfRange(value, Span.start(span), Span.end(span));
    }

    /**
     * Whether the value nests deeper than {@code depth} containers; the outermost has depth 1. Reads only
     * values that are long enough for that.
     */
    public static boolean isDeeperThan(int depth, byte[] value, long span) {
        // Each container has two brackets.
        return Span.length(span) > 2 * depth && depth(value, Span.start(span), Span.end(span)) > depth;
    }

    private static int depth(byte[] value, int start, int end) {
        int open = 0;
        int deepest = 0;
        boolean inString = false;
        for (int p = start; p < end; p++) {
            byte c = value[p];
            if (inString) {
                p += c == '\\' ? 1 : 0;
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++open);
            } else if (c == '}' || c == ']') {
                open--;
            }
        }
        return deepest;
    }

    /** Whether the value is a string whose content is {@code text}. */
    public static boolean isStringOf(byte[] value, long span, byte[] text) {
        if (!isString(value, span) || Span.length(span) - 2 < text.length) {
            return false;
        }
        int start = Span.start(span) + 1;
        int end = Span.end(span) - 1;
        if (end - start == text.length) {
            return Arrays.equals(value, start, end, text, 0, text.length);
        }
        // Longer than its content, so it has escapes. The first byte tells most other texts apart.
        return (value[start] == text[0] || value[start] == '\\') && Arrays.equals(bytes(value, span), text);
    }

    /**
     * Writes the text to {@code out} from {@code at} on. Needs room for {@link Span#length} bytes, as no
     * text is longer than its JSON.
     *
     * @return the position after it
     */
    public static int decode(byte[] value, long span, byte[] out, int at) {
        int start = Span.start(span);
        int end = Span.end(span);
        if (isString(value, span)) {
            return JsonEscape.decode(value, start + 1, end - 1, out, at);
        }
        System.arraycopy(value, start, out, at, end - start);
        return at + end - start;
    }
}
