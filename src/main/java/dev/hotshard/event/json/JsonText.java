package dev.hotshard.event.json;

import dev.hotshard.event.EventScanner;
import java.util.Arrays;

/**
 * The text of a JSON value at a span that {@link EventScanner} has validated: a string's decoded content as
 * WTF-8 (a lone surrogate is three bytes), any other value's literal bytes. So {@code 123} and
 * {@code "123"} have one text, {@code 1e2} and {@code 100} two.
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

    /** Whether the value is a number or a string with at least one character: what can name something. */
    public static boolean isName(byte[] value, long span) {
        return isString(value, span) ? Span.length(span) > 2 : isNumber(value, span);
    }

    /** A new array with the text; empty for {@link Span#NONE}. */
    public static byte[] bytes(byte[] value, long span) {
        byte[] out = new byte[Span.length(span)];
        int length = decode(value, span, out, 0);
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** A new array with the value as it is spelled, quotes included; empty for {@link Span#NONE}. */
    public static byte[] spelled(byte[] value, long span) {
        return Arrays.copyOfRange(value, Span.start(span), Span.end(span));
    }

    /**
     * Whether the value nests deeper than {@code depth} containers, the outermost being 1. Looks at a value
     * only if it is long enough to.
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
        // Longer than its content, so with escapes; most other texts differ at once.
        return (value[start] == text[0] || value[start] == '\\') && Arrays.equals(bytes(value, span), text);
    }

    /**
     * Writes the text to {@code out} from {@code at} on, which needs room for {@link Span#length} bytes at
     * most.
     *
     * @return the position behind it
     */
    public static int decode(byte[] value, long span, byte[] out, int at) {
        int start = Span.start(span);
        int end = Span.end(span);
        if (isString(value, span)) {
            return unescape(value, start + 1, end - 1, out, at);
        }
        System.arraycopy(value, start, out, at, end - start);
        return at + end - start;
    }

    private static int unescape(byte[] value, int start, int end, byte[] out, int at) {
        int from = start;
        for (int p = LongWords.indexOf('\\', value, start, end); p < end; p = LongWords.indexOf('\\', value, p, end)) {
            System.arraycopy(value, from, out, at, p - from);
            at += p - from;
            if (value[p + 1] != 'u') {
                out[at++] = unescape(value[p + 1]);
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

    private static byte unescape(byte c) {
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
