package dev.hotshard.connect.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream. A line ends with {@code \n} or {@code \r\n}, the last one also at the end of the
 * stream. Lines of JSON white space are counted but skipped.
 */
final class LineReader extends RecordReader {

    private long line;

    LineReader(InputStream in) {
        super(in);
    }

    @Override
    long number() {
        return line;
    }

    @Override
    String unit() {
        return "line";
    }

    @Override
    byte[] next() throws IOException {
        for (; ; ) {
            int newline = findNewline(0);
            if (newline < 0 && start == end) {
                return null;
            }
            int stop = newline < 0 ? end : newline;
            line++;
            int from = start;
            start = newline < 0 ? end : newline + 1;
            if (!isBlank(from, stop)) {
                return Arrays.copyOfRange(
                        buffer, from, newline > from && buffer[newline - 1] == '\r' ? newline - 1 : stop);
            }
        }
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
