package dev.hotshard.rules;

import dev.hotshard.event.json.Utf8;
import java.util.Arrays;

/**
 * The beginning of an array of bytes, as a key of a hash map. A reusable one looks up texts of events without
 * allocating; those in maps must not be changed.
 */
final class TextSlice {

    private byte[] bytes;
    private int length;
    private int hash;

    static TextSlice of(String text) {
        byte[] bytes = Utf8.bytes(text);
        return new TextSlice().set(bytes, bytes.length);
    }

    /** Refers to the first bytes of an array. */
    TextSlice set(byte[] text, int textLength) {
        return set(text, textLength, extend(0, text, 0, textLength));
    }

    /** Refers to the first bytes of an array, whose hash {@link #extend} has computed. */
    TextSlice set(byte[] text, int textLength, int textHash) {
        bytes = text;
        length = textLength;
        hash = textHash;
        return this;
    }

    int length() {
        return length;
    }

    /** Extends the hash of a text by the bytes that follow it, so that prefixes need not be hashed again. */
    static int extend(int hash, byte[] text, int from, int to) {
        int extended = hash;
        for (int i = from; i < to; i++) {
            extended = 31 * extended + text[i];
        }
        return extended;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextSlice that
                && length == that.length
                && Arrays.equals(bytes, 0, length, that.bytes, 0, length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
