package dev.hotshard.connect.file;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes the values of restored events to files of JSON arrays, each with a bounded number of values and
 * bytes. Leaves out a value that is too large for an array of its own.
 *
 * <p>For a bounded job without checkpoints, and one subtask: files are numbered from 1. Holds one array in
 * memory. Throws {@link FileException} if a file cannot be written or exists.
 */
final class BatchesSink implements Sink<OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final String files;
    private final int maxValues;
    private final int maxBytes;

    /**
     * @param files the path of the files, a format for {@link String#format} with one integer: their number
     * @param maxValues the most values per file
     * @param maxBytes the largest file, in bytes
     */
    BatchesSink(String files, int maxValues, int maxBytes) {
        this.files = files;
        this.maxValues = maxValues;
        this.maxBytes = maxBytes;
    }

    @Override
    public SinkWriter<OutputRecord> createWriter(WriterInitContext context) {
        return new Writer();
    }

    private final class Writer implements SinkWriter<OutputRecord> {

        private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
        private int values;
        private int written;

        @Override
        public void write(OutputRecord record, Context context) throws FileException {
            if (record.route() != Route.EVENTS) {
                return;
            }
            byte[] json = record.value();
            // A bracket or comma before each value, and a bracket at the end.
            if (json.length + 2 > maxBytes) {
                return;
            }
            if (values == maxValues || batch.size() + 1 + json.length + 1 > maxBytes) {
                finish();
            }
            batch.write(values == 0 ? '[' : ',');
            batch.write(json, 0, json.length);
            values++;
        }

        private void finish() throws FileException {
            if (values == 0) {
                return;
            }
            batch.write(']');
            String file = String.format(Locale.ROOT, files, ++written);
            try {
                Files.write(Path.of(file), batch.toByteArray(), StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw FileException.of("write", file, e);
            }
            batch.reset();
            values = 0;
        }

        @Override
        public void flush(boolean endOfInput) throws FileException {
            if (endOfInput) {
                finish();
            }
        }

        @Override
        public void close() {}
    }
}
