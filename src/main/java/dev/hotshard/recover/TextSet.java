package dev.hotshard.recover;

import dev.hotshard.event.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of texts that JSON values are looked up in by their decoded text: {@code 123} is found as
 * {@code "123"}.
 */
final class TextSet {

    private final Set<ByteBuffer> texts = new HashSet<>();

    TextSet(Collection<String> texts) {
        texts.forEach(text -> this.texts.add(encode(text)));
    }

    /**
     * Whether there are none, or the text of the value is one of them; an absent value has the empty text.
     */
    boolean allow(byte[] value, long span) {
        return texts.isEmpty() || texts.contains(of(value, span));
    }

    static ByteBuffer of(byte[] value, long span) {
        return ByteBuffer.wrap(JsonText.bytes(value, span));
    }

    static ByteBuffer encode(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
