package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;

/** Formats a value of an event as an example in messages. */
public final class ValueExample {

    private static final int MAX_LENGTH = 60;

    private ValueExample() {}

    /**
     * The value's JSON, cut to {@value #MAX_LENGTH} bytes, in printable ASCII with everything else escaped,
     * so that it is safe for terminals. Objects and arrays, which may hold anything, are only named as
     * such; an absent value is {@code nothing}.
     */
    public static String of(byte[] value, long span) {
        if (span == Span.NONE) {
            return "nothing";
        }
        byte first = value[Span.start(span)];
        if (first == '{' || first == '[') {
            return first == '{' ? "an object" : "an array";
        }
        int length = Utf8.cut(JsonText.spelled(value, span), Span.length(span), MAX_LENGTH);
        String text = Utf8.toString(JsonText.spelled(value, span), length);
        StringBuilder example = new StringBuilder();
        text.chars()
                .forEach(c -> example.append(c >= ' ' && c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c)));
        return example + (length < Span.length(span) ? "..." : "");
    }
}
