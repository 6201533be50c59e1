package dev.hotshard.testkit.generate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a byte array, which need not be valid text. */
public final class ByteBuilder {

    private byte[] array = new byte[512];
    private int length;

    ByteBuilder clear() {
        length = 0;
        return this;
    }

    public ByteBuilder add(int b) {
        reserve(1);
        array[length++] = (byte) b;
        return this;
    }

    public ByteBuilder add(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, length, bytes.length);
        length += bytes.length;
        return this;
    }

    public ByteBuilder add(String text) {
        int end = length + text.length();
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return add(text.getBytes(StandardCharsets.UTF_8));
            }
            array[length + i] = (byte) text.charAt(i);
        }
        length = end;
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(array, length);
    }

    private void reserve(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, length + count));
        }
    }
}
