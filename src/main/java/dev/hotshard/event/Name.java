package dev.hotshard.event;

/**
 * A text of an event, fit to be shown: cut at a character when it is longer than {@link #MAX_BYTES}.
 *
 * @param text at most {@link #MAX_BYTES} bytes of it in UTF-8; a lone surrogate is one {@code char}
 * @param cut whether it was longer
 */
public record Name(String text, boolean cut) {

    public static final int MAX_BYTES = 1024;

    /** The text of a JSON value of any type, empty where it is absent. */
    public static Name of(byte[] value, long span) {
        byte[] text = JsonText.bytes(value, span);
        int length = Utf8.cut(text, text.length, MAX_BYTES);
        return new Name(Utf8.toString(text, length), length < text.length);
    }

    /** The text of a string or number, empty for any other value. */
    public static Name ofName(byte[] value, long span) {
        return of(value, JsonText.isName(value, span) ? span : Span.NONE);
    }
}
