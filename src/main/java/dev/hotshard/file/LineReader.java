package dev.hotshard.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as byte arrays of their own. A line ends at {@code \n} or {@code \r\n}, the last one also at the
 * end; lines of JSON white space alone are skipped.
 */
final class LineReader {

    /** A line must fit into memory, several times over. */
    private static final int MAX_LINE_BYTES = 256 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int start;
    private int end;
    private long line;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The number of the line that {@link #next} returned, from 1; skipped lines count. */
    long lineNumber() {
        return line;
    }

    /** The next line that is not blank, without its end, or null at the end of the stream. */
    byte[] next() throws IOException {
        for (;;) {
            int newline = findNewline();
            if (newline < 0 && start == end) {
                return null;
            }
            int stop = newline < 0 ? end : newline;
            line++;
            int from = start;
            start = newline < 0 ? end : newline + 1;
            if (!isBlank(from, stop)) {
                return Arrays.copyOfRange(buffer, from, newline > from && buffer[newline - 1] == '\r' ? newline - 1 : stop);
            }
        }
    }

    /** The position of the newline that ends the line at {@code start}, after filling the buffer as far as needed; or -1. */
    private int findNewline() throws IOException {
        for (int p = start; ; ) {
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

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (end >= MAX_LINE_BYTES) {
                throw new IOException("line " + (line + 1) + " is longer than " + MAX_LINE_BYTES + " bytes");
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

    private boolean isBlank(int from, int stop) {
        for (int p = from; p < stop; p++) {
            byte c = buffer[p];
            if (c != ' ' && c != '\t' && c != '\r') {
                return false;
            }
        }
        return true;
    }
}
