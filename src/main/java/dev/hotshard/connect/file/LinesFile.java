package dev.hotshard.connect.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file opened for appending lines, each ended by {@code \n}. Writes whole lines per system call, which
 * the system appends in one piece, so several writers may share a file. Allocates its buffer with the first
 * line. Not thread-safe.
 */
final class LinesFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final String name;
    private final FileChannel channel;
    /** Null before the first line. */
    private ByteBuffer lines;

    private LinesFile(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /**
     * Opens a file, creating it if it does not exist.
     *
     * @throws FileException if it cannot be written
     */
    static LinesFile open(String name) throws FileException {
        try {
            return new LinesFile(
                    name, FileChannel.open(Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw FileException.of("write", name, e);
        }
    }

    /** Adds a line to the buffer; writes the buffer if it is full. */
    void add(byte[] line) throws FileException {
        if (lines == null) {
            lines = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, line.length + 1));
        } else if (lines.remaining() <= line.length) {
            flush();
            if (lines.capacity() <= line.length) {
                lines = ByteBuffer.allocateDirect(line.length + 1);
            }
        }
        lines.put(line).put((byte) '\n');
    }

    /** Writes the buffer to the file. */
    void flush() throws FileException {
        if (lines == null) {
            return;
        }
        try {
            lines.flip();
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            lines.clear();
        } catch (IOException e) {
            throw FileException.of("write", name, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
