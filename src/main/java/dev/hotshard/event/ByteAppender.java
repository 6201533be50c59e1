package dev.hotshard.event;

import dev.hotshard.event.json.Span;

/** Fills a new array from front to back. Not thread-safe. */
final class ByteAppender {
    private final byte[] array;
    private int length;

    ByteAppender(int size) {
        array = new byte[size];
    }

    ByteAppender add(byte[] from) {
        return add(from, 0, from.length);
    }

    ByteAppender add(byte[] from, long span) {
        return add(from, Span.start(span), Span.end(span));
    }

    ByteAppender add(byte[] from, int start, int end) {
        System.arraycopy(from, start, array, length, end - start);
        length += end - start;
        return this;
    }

    /** The array itself, of the size given. */
    byte[] array() {
        return array;
    }
}
