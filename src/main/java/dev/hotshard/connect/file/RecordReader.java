package dev.hotshard.connect.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the records of a stream one by one, each into a byte array of its own. Holds one record in memory.
 * Not thread-safe.
 */
abstract class RecordReader {

    /** Several copies of a record must fit into memory. */
    private static final int MAX_RECORD_BYTES = 256 << 20;

    private final InputStream in;
    /** The bytes read but not returned yet lie from {@link #start} to {@link #end}. */
    byte[] buffer = new byte[1 << 18];

    int start;
    int end;

    RecordReader(InputStream in) {
        this.in = in;
    }

    /** The next record, or null at the end of the stream. */
    abstract byte[] next() throws IOException;

    /** The number of the record that {@link #next} returned, from 1. */
    abstract long number();

    /** The unit that {@link #number} counts, in the singular. */
    abstract String unit();

    /**
     * Reads more bytes, after moving the rest to the start of the buffer; false at the end of the stream.
     */
    final boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (end >= MAX_RECORD_BYTES) {
                throw new IOException(unit() + " " + (number() + 1) + " is longer than " + MAX_RECORD_BYTES + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    /**
     * The position of the first newline at or after {@code start + from}, or -1. Fills the buffer as far as
     * needed.
     */
    final int findNewline(int from) throws IOException {
        for (int p = start + from; ; ) {
            byte[] b = buffer;
            for (; p < end; p++) {
                if (b[p] == '\n') {
                    return p;
                }
            }
            int scanned = p - start;
            if (!fill()) {
                return -1;
            }
            p = start + scanned;
        }
    }
}
