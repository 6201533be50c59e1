package dev.hotshard.recover;

import dev.hotshard.event.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of texts that matches JSON values by their decoded text: the number {@code 123} matches
 * {@code "123"}.
 */
final class TextSet {

    private final Set<ByteBuffer> texts = new HashSet<>();

    TextSet(Collection<String> texts) {
        texts.forEach(text -> this.texts.add(encode(text)));
    }

    /** Whether the set is empty or contains the text of a value. An absent value has the empty text. */
    boolean emptyOrContains(byte[] value, long span) {
        return texts.isEmpty() || texts.contains(of(value, span));
    }

    static ByteBuffer of(byte[] value, long span) {
        return ByteBuffer.wrap(JsonText.bytes(value, span));
    }

    static ByteBuffer encode(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
