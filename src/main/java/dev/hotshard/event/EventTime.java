package dev.hotshard.event;

import dev.hotshard.event.json.JsonNumber;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;

/**
 * The instant of {@code properties.time}: a JSON number, or a string that is one as a whole. An absolute
 * value below 10¹¹ is in seconds, any other in milliseconds. Computed in exact decimal arithmetic and rounded
 * down to the millisecond. The cost is linear in the number of digits; an exponent of any size is never
 * expanded.
 */
public final class EventTime {

    /** The result for a value that is not a usable time: not a number, or of more than 15 digits in milliseconds. */
    public static final long UNUSABLE = Long.MIN_VALUE;

    private static final int MAX_MILLIS_DIGITS = 15;
    /** A number with at most this many digits before the point is in seconds. */
    private static final int SECONDS_DIGITS = 11;

    private EventTime() {}

    /** Milliseconds since 1970-01-01T00:00Z, or {@link #UNUSABLE}. */
    public static long millis(byte[] value, long span) {
        if (JsonText.isNumber(value, span)) {
            return number(value, Span.start(span), Span.end(span));
        }
        if (JsonText.isString(value, span)) {
            byte[] text = JsonText.bytes(value, span);
            return JsonNumber.end(text, 0, text.length) == text.length ? number(text, 0, text.length) : UNUSABLE;
        }
        return UNUSABLE;
    }

    /** Reads a valid JSON number: sign, digits, fraction, exponent. */
    private static long number(byte[] v, int start, int end) {
        boolean negative = v[start] == '-';
        int first = negative ? start + 1 : start;
        long digits = 0; // the leading significant digits that can matter
        int taken = 0;
        long wholeDigits = 0; // significant digits before the point; if negative, zeros after it
        boolean nonZero = false;
        boolean point = false;
        boolean rest = false; // whether a digit that was not taken is other than zero
        int p = first;
        for (; p < end && (v[p] | 0x20) != 'e'; p++) {
            if (v[p] == '.') {
                point = true;
                continue;
            }
            int digit = v[p] - '0';
            nonZero |= digit != 0;
            if (nonZero && !point) {
                wholeDigits++;
            } else if (!nonZero && point) {
                wholeDigits--;
            }
            if (nonZero && taken <= MAX_MILLIS_DIGITS) {
                digits = digits * 10 + digit;
                taken++;
            } else {
                rest |= digit != 0;
            }
        }
        if (!nonZero) {
            return 0;
        }
        long whole = wholeDigits + (p < end ? exponent(v, p + 1, end) : 0);
        long millisDigits = whole <= SECONDS_DIGITS ? whole + 3 : whole;
        return floor(negative, digits, taken, rest, millisDigits);
    }

    /**
     * Rounds 0.{@code digits} times ten to the power of {@code wholeDigits} down.
     *
     * @param rest whether further digits follow that are not all zero
     */
    private static long floor(boolean negative, long digits, int taken, boolean rest, long wholeDigits) {
        if (wholeDigits > MAX_MILLIS_DIGITS) {
            return UNUSABLE;
        }
        long whole = wholeDigits <= 0 ? 0 : digits;
        boolean fraction = rest || wholeDigits <= 0;
        for (int i = taken; wholeDigits > 0 && i > wholeDigits; i--) {
            fraction |= whole % 10 != 0;
            whole /= 10;
        }
        for (int i = taken; i < wholeDigits; i++) {
            whole *= 10;
        }
        return negative ? -whole - (fraction ? 1 : 0) : whole;
    }

    /** The exponent, capped where larger ones make no difference. */
    private static long exponent(byte[] v, int p, int end) {
        boolean negative = v[p] == '-';
        long exponent = 0;
        for (int i = negative || v[p] == '+' ? p + 1 : p; i < end; i++) {
            exponent = Math.min(exponent * 10 + v[i] - '0', Integer.MAX_VALUE * 4L);
        }
        return negative ? -exponent : exponent;
    }
}
