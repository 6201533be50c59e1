package dev.hotshard.connect.file;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Appends the value of each record as one line, ended by {@code \n}, to the file of its route. All subtasks
 * and other sinks of this process may append to the same files. A record of a route without a file is a bug
 * and throws.
 *
 * <p>For a bounded job without checkpoints: the files are complete when the job has finished. Throws
 * {@link FileException} if one cannot be written.
 */
final class LinesSink implements Sink<OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final EnumMap<Route, String> files = new EnumMap<>(Route.class);

    /** @param files the file of each route that has one */
    LinesSink(Map<Route, Path> files) {
        files.forEach((route, file) -> this.files.put(route, file.toString()));
    }

    @Override
    public SinkWriter<OutputRecord> createWriter(WriterInitContext context) throws IOException {
        return new Writer(files);
    }

    private static final class Writer implements SinkWriter<OutputRecord> {

        private final Map<Route, LinesFile> files = new EnumMap<>(Route.class);

        /** Opens all files, so that each exists even if nothing is written. */
        Writer(Map<Route, String> names) throws IOException {
            try {
                for (Map.Entry<Route, String> name : names.entrySet()) {
                    files.put(name.getKey(), LinesFile.open(name.getValue()));
                }
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        @Override
        public void write(OutputRecord record, Context context) throws FileException {
            LinesFile file = files.get(record.route());
            if (file == null) {
                throw new IllegalStateException("no file for records of route " + record.route());
            }
            file.add(record.value());
        }

        @Override
        public void flush(boolean endOfInput) throws FileException {
            for (LinesFile file : files.values()) {
                file.flush();
            }
        }

        @Override
        public void close() throws IOException {
            for (LinesFile file : files.values()) {
                file.close();
            }
        }
    }
}
