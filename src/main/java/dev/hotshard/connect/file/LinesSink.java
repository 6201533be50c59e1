package dev.hotshard.connect.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Appends one line per element, ended by {@code \n}, to a file. All subtasks and other sinks of this
 * process may append to the same file.
 *
 * <p>For a bounded job without checkpoints: the file is complete when the job has finished. Throws
 * {@link FileException} if it cannot be written.
 *
 * <p>A writer passes whole lines to the system in one call, and a file opened for appending takes each call in
 * one piece.
 *
 * @param <T> what carries a line
 */
public final class LinesSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;
    private static final int BUFFER_BYTES = 1 << 18;

    private final String file;
    private final SerializableFunction<T, byte[]> toLine;

    /** @param toLine makes the line, without its end */
    public LinesSink(Path file, SerializableFunction<T, byte[]> toLine) {
        this.file = file.toString();
        this.toLine = toLine;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        try {
            return new Writer();
        } catch (IOException e) {
            throw FileException.of("write", file, e);
        }
    }

    private final class Writer implements SinkWriter<T> {

        private final FileChannel channel =
                FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        private ByteBuffer lines = ByteBuffer.allocateDirect(BUFFER_BYTES);

        Writer() throws IOException {}

        @Override
        public void write(T element, Context context) throws FileException {
            byte[] line = toLine.apply(element);
            if (lines.remaining() <= line.length) {
                flush(false);
                if (lines.capacity() <= line.length) {
                    lines = ByteBuffer.allocateDirect(line.length + 1);
                }
            }
            lines.put(line).put((byte) '\n');
        }

        @Override
        public void flush(boolean endOfInput) throws FileException {
            try {
                lines.flip();
                while (lines.hasRemaining()) {
                    channel.write(lines);
                }
                lines.clear();
            } catch (IOException e) {
                throw FileException.of("write", file, e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
