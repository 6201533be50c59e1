package dev.hotshard.connect.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What an input holds, told by its first bytes and never by its name: gzip is decompressed, and behind it
 * or without it lie lines of events or, where the first byte that is no white space is {@code [}, arrays of
 * them.
 *
 * @param records all of them
 * @param hasByteOrderMark whether the first record begins with a byte order mark
 */
record InputContent(RecordReader records, boolean hasByteOrderMark) {

    private static final int HEAD_BYTES = 1 << 16;
    /** A download may be compressed once more on its way. */
    private static final int MAX_GZIP_LAYERS = 2;

    /**
     * Looks at the first bytes of an input.
     *
     * @param in all of it
     * @param place how a shell names it: a file, or null for standard input
     * @throws IOException if it cannot be read, or has another format; the message says how to convert it
     */
    static InputContent of(InputStream in, String place) throws IOException {
        PushbackInputStream content = new PushbackInputStream(in, HEAD_BYTES);
        byte[] head = head(content);
        int layers = 0;
        while (isGzip(head) && layers < MAX_GZIP_LAYERS) {
            layers++;
            // The JDK's own takes a broken member behind a whole one for the end of the file.
            content = new PushbackInputStream(
                    new GzipCompressorInputStream(new BufferedInputStream(content, HEAD_BYTES), true), HEAD_BYTES);
            head = head(content);
        }
        UnsupportedFormat foreign = isGzip(head)
                ? new UnsupportedFormat("gzip within gzip", "gzip -dc")
                : UnsupportedFormat.of(head, head.length < HEAD_BYTES);
        if (foreign != null) {
            throw new IOException("it is " + foreign.what() + remedy(foreign, layers, place));
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

    private static String remedy(UnsupportedFormat foreign, int layers, String place) {
        if (foreign.filter() == null) {
            return "; events are read from lines of JSON, plain or compressed by gzip";
        }
        if (layers == 0 && place != null && foreign.ofFile() != null) {
            return convert(foreign.ofFile() + " " + ShellWord.of(place));
        }
        StringBuilder command = new StringBuilder("gzip -dc | ".repeat(layers) + foreign.filter());
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
