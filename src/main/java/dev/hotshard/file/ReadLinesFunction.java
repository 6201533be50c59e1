package dev.hotshard.file;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * NDJSON files to records, a line each, in order. A name that ends in {@code .gz} is decompressed, {@code -} is standard
 * input. Runs alone: with one subtask the records have the order of the input. Reads a file within one call, so a job
 * with checkpoints must not use it. Throws {@link FileException} if a file cannot be read to its end.
 */
public final class ReadLinesFunction extends RichFlatMapFunction<String, SourceRecord> {

    public static final String STANDARD_INPUT = "-";
    /** Counter of the bytes read from disk, in the metric group {@code hotshard}. */
    public static final String BYTES_READ = "bytesRead";

    private static final long serialVersionUID = 1L;
    private static final int BUFFER_BYTES = 1 << 16;

    private transient Counter bytesRead;
    private transient int file;

    @Override
    public void open(OpenContext context) {
        bytesRead = getRuntimeContext().getMetricGroup().addGroup("hotshard").counter(BYTES_READ);
    }

    @Override
    public void flatMap(String name, Collector<SourceRecord> out) throws FileException {
        boolean standardInput = name.equals(STANDARD_INPUT);
        try (InputStream in = standardInput ? System.in : Files.newInputStream(Path.of(name))) {
            read(new LineReader(name.endsWith(".gz") ? unzip(in) : new Counting(in)), out);
        } catch (IOException e) {
            throw FileException.of("read", standardInput ? "standard input" : name, e);
        }
        file++;
    }

    private void read(LineReader lines, Collector<SourceRecord> out) throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            out.collect(new SourceRecord(
                    null, line, Headers.NONE, SourceRecord.NO_TIMESTAMP, file, lines.lineNumber()));
        }
    }

    private InputStream unzip(InputStream in) throws IOException {
        // The JDK's own takes a broken member behind a whole one for the end of the file.
        return new GzipCompressorInputStream(new BufferedInputStream(new Counting(in), BUFFER_BYTES), true);
    }

    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            if (read > 0) {
                bytesRead.inc(read);
            }
            return read;
        }
    }
}
