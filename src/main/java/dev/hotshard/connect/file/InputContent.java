package dev.hotshard.connect.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The records of an input, whose format is recognized by its first bytes, never by its name: optionally
 * gzip, around lines of events or, if the first byte other than white space is {@code [}, arrays of events.
 *
 * @param records all records
 * @param hasByteOrderMark whether the first record begins with a byte order mark
 */
record InputContent(RecordReader records, boolean hasByteOrderMark) {

    private static final int HEAD_BYTES = 1 << 16;
    /** A file that is compressed already may be compressed again in transit. */
    private static final int MAX_GZIP_LAYERS = 2;

    /**
     * Recognizes the format of an input.
     *
     * @param in the input from its beginning
     * @param place the file's name, or null for standard input
     * @throws IOException if it cannot be read or has an unsupported format; the message says how to
     *     convert it
     */
    static InputContent of(InputStream in, String place) throws IOException {
        PushbackInputStream content = new PushbackInputStream(in, HEAD_BYTES);
        byte[] head = head(content);
        int layers = 0;
        while (isGzip(head) && layers < MAX_GZIP_LAYERS) {
            layers++;
            // The JDK's stream mistakes a broken member after a whole one for the end of the file.
            content = new PushbackInputStream(
                    new GzipCompressorInputStream(new BufferedInputStream(content, HEAD_BYTES), true), HEAD_BYTES);
            head = head(content);
        }
        UnsupportedFormat unsupported = isGzip(head)
                ? new UnsupportedFormat("gzip within gzip", "gzip -dc")
                : UnsupportedFormat.of(head, head.length < HEAD_BYTES);
        if (unsupported != null) {
            throw new IOException("it is " + unsupported.what() + remedy(unsupported, layers, place));
        }
        boolean mark = head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
        return new InputContent(isArray(head) ? new JsonArrayReader(content) : new LineReader(content), mark);
    }

    private static byte[] head(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.unread(head);
        return head;
    }

    private static boolean isGzip(byte[] head) {
        return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    private static boolean isArray(byte[] head) {
        for (byte c : head) {
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c == '[';
            }
        }
        return false;
    }

    private static String remedy(UnsupportedFormat unsupported, int layers, String place) {
        if (unsupported.filter() == null) {
            return "; events are read from lines of JSON, plain or compressed by gzip";
        }
        if (layers == 0 && place != null && unsupported.ofFile() != null) {
            return convert(unsupported.ofFile() + " " + ShellWord.of(place));
        }
        StringBuilder command = new StringBuilder("gzip -dc | ".repeat(layers) + unsupported.filter());
        if (place != null) {
            int first = command.indexOf(" | ");
            command.insert(first < 0 ? command.length() : first, " < " + ShellWord.of(place));
        }
        return convert(command.toString());
    }

    private static String convert(String command) {
        return "; convert it: " + command + " | ./hotshard ... -";
    }
}
