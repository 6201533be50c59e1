package dev.hotshard.event;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A keyed 128-bit hash of a sequence of fields: XXH3-128 of the layout's tag and the fields, each text
 * preceded by its length in bytes (four bytes, big-endian), seeded with XXH3-64 of the UTF-8 bytes of the
 * hash key. With the hash key, any XXH3 library can compute it; without, nobody can aim ids at one subtask
 * or counter.
 *
 * <p>Not thread-safe. Allocates only the result, once its buffer has grown to the longest input.
 */
public final class KeyHash {

    private final Hasher128 hasher;
    private byte[] buffer = new byte[256];
    private int length;

    /** Creates a result from the high and low 64 bits of a hash. */
    @FunctionalInterface
    public interface Result<T> {
        T of(long high, long low);
    }

    /** @param hashKey of any length; not empty if hashes are to be secret */
    public KeyHash(String hashKey) {
        hasher = Hashing.xxh3_128(Hashing.xxh3_64().hashBytesToLong(hashKey.getBytes(StandardCharsets.UTF_8)));
    }

    /** Discards all fields and starts a layout. Its tag keeps the hashes of different layouts apart. */
    public KeyHash begin(byte layout) {
        length = 0;
        buffer[length++] = layout;
        return this;
    }

    /** Adds the text of a JSON value of any type; an absent value adds the empty text. */
    public KeyHash text(byte[] value, long span) {
        reserve(Integer.BYTES + Span.length(span));
        int start = length + Integer.BYTES;
        int end = JsonText.decode(value, span, buffer, start);
        putInt(end - start);
        length = end;
        return this;
    }

    /** Adds the text of a string or number; any other value adds the empty text. */
    public KeyHash name(byte[] value, long span) {
        return text(value, JsonText.isName(value, span) ? span : Span.NONE);
    }

    /** Adds a JSON value as it is spelled; an absent value adds the empty text. */
    public KeyHash spelled(byte[] value, long span) {
        return bytes(value, Span.start(span), Span.length(span));
    }

    /** Adds bytes as a text. */
    public KeyHash bytes(byte[] bytes, int offset, int count) {
        reserve(Integer.BYTES + count);
        putInt(count);
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
        return this;
    }

    /** Adds a number: four bytes, big-endian, without a length. */
    public KeyHash number(int number) {
        reserve(Integer.BYTES);
        putInt(number);
        return this;
    }

    /** Hashes the fields added since {@link #begin}. */
    public <T> T to(Result<T> result) {
        HashValue128 hash = hasher.hashBytesTo128Bits(buffer, 0, length);
        return result.of(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    private void putInt(int i) {
        buffer[length++] = (byte) (i >>> 24);
        buffer[length++] = (byte) (i >>> 16);
        buffer[length++] = (byte) (i >>> 8);
        buffer[length++] = (byte) i;
    }

    private void reserve(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
        }
    }
}
