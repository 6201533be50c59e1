package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.io.Serializable;

/**
 * A text of an event, fit to be shown: cut at a character when it is longer than {@link #MAX_BYTES}, or
 * than who asked wants.
 *
 * @param text as many bytes of it in UTF-8; a lone surrogate is one {@code char}
 * @param cut whether it was longer
 */
public record DisplayText(String text, boolean cut) implements Serializable {

    public static final int MAX_BYTES = 1024;

    /** The text of a JSON value of any type, empty where it is absent. */
    public static DisplayText of(byte[] value, long span) {
        return of(value, span, MAX_BYTES);
    }

    /** The text of a JSON value of any type, empty where it is absent, cut to {@code maxBytes}. */
    public static DisplayText of(byte[] value, long span, int maxBytes) {
        byte[] text = JsonText.bytes(value, span);
        int length = Utf8.cut(text, text.length, maxBytes);
        return new DisplayText(Utf8.toString(text, length), length < text.length);
    }

    /** The text of a string or number, empty for any other value. */
    public static DisplayText ofName(byte[] value, long span) {
        return of(value, JsonText.isName(value, span) ? span : Span.NONE);
    }
}
