package dev.hotshard.connect.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The elements of consecutive JSON arrays. Commas between and after them may be missing or repeated.
 *
 * <p>An element keeps its bytes, without surrounding white space; line breaks within it become spaces, because
 * a record is a line. A line outside the arrays that begins no other array is a record too, so that nothing
 * is lost.
 *
 * <p>An element may be any text, well-formed or not, as long as brackets and strings show where it ends. Where
 * they do not, it ends at the last line break before they contradict each other, or else at the next one.
 */
final class JsonArrayReader extends RecordReader {

    private final JsonStructure structure = new JsonStructure();
    private boolean inArray;
    /** Whether the end of the array may lie within an element whose own end was not recognized. */
    private boolean endIsLost;

    private long element;

    JsonArrayReader(InputStream in) {
        super(in);
    }

    @Override
    long number() {
        return element;
    }

    @Override
    String unit() {
        return "element";
    }

    @Override
    byte[] next() throws IOException {
        while (skipSpace()) {
            byte c = buffer[start];
            if (!inArray && c != '[') {
                return line();
            } else if (inArray && c != ',' && c != ']') {
                return element();
            }
            inArray = c != ']';
            endIsLost &= inArray;
            start++;
        }
        if (inArray && !endIsLost) {
            throw tooEarly("its array has no end after element " + element);
        }
        return null;
    }

    private boolean skipSpace() throws IOException {
        do {
            for (; start < end; start++) {
                byte c = buffer[start];
                if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                    return true;
                }
            }
        } while (fill());
        return false;
    }

    private byte[] line() throws IOException {
        int newline = findNewline(0);
        return take((newline < 0 ? end : newline) - start);
    }

    private byte[] element() throws IOException {
        structure.reset();
        int lineBreak = -1;
        for (int length = 0; ; length++) {
            if (start + length == end && !fill()) {
                if (endIsLost && structure.isClosed()) {
                    return take(length);
                }
                throw tooEarly("element " + (element + 1) + " of its array has no end");
            }
            byte c = buffer[start + length];
            if (structure.isClosed() && (c == ',' || c == ']' || structure.isComplete() && (c == '{' || c == '['))) {
                return take(length);
            }
            if (!structure.accept(c)) {
                return broken(c == '\n' ? length : lineBreak, length);
            }
            lineBreak = c == '\n' ? length : lineBreak;
        }
    }

    private byte[] broken(int lineBreak, int length) throws IOException {
        if (lineBreak >= 0) {
            return take(lineBreak);
        }
        int newline = findNewline(length);
        endIsLost = true;
        return take((newline < 0 ? end : newline) - start);
    }

    /** Takes the next {@code length} bytes as a record. */
    private byte[] take(int length) {
        int stop = start + length;
        while (isSpace(buffer[stop - 1])) {
            stop--;
        }
        byte[] record = Arrays.copyOfRange(buffer, start, stop);
        for (int i = 0; i < record.length; i++) {
            if (record[i] == '\n') {
                record[i] = ' ';
            }
        }
        start += length;
        element++;
        return record;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static IOException tooEarly(String why) {
        return new IOException("it ends too early: " + why);
    }
}
