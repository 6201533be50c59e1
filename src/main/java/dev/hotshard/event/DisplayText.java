package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.io.Serializable;

/**
 * A text of an event for display, cut between two characters if it is longer than {@link #MAX_BYTES} or than
 * the limit given. Immutable.
 *
 * @param text the text, or its beginning; a lone surrogate is one {@code char}
 * @param cut whether the text was longer
 */
public record DisplayText(String text, boolean cut) implements Serializable {

    /** The default limit, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1024;

    /** The text of a JSON value of any type; empty if the value is absent. */
    public static DisplayText of(byte[] value, long span) {
        return of(value, span, MAX_BYTES);
    }

    /** The text of a JSON value of any type, cut to {@code maxBytes}; empty if the value is absent. */
    public static DisplayText of(byte[] value, long span, int maxBytes) {
        byte[] text = JsonText.bytes(value, span);
        int length = Utf8.cut(text, text.length, maxBytes);
        return new DisplayText(Utf8.toString(text, length), length < text.length);
    }

    /** The text of a string or number; empty for any other value. */
    public static DisplayText ofName(byte[] value, long span) {
        return of(value, JsonText.isName(value, span) ? span : Span.NONE);
    }
}
