package dev.hotshard.connect.file;

import dev.hotshard.event.EventScanner;
import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Metrics;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Files of events to records, a line or an element of an array each, in order; {@code -} is standard input.
 * What a file holds is told by its content, see {@link InputContent}. Runs alone: with one subtask the
 * records have the order of the input. Reads a file within one call, so a job with checkpoints must not use
 * it. Throws {@link FileException} if a file cannot be read to its end.
 *
 * <p>Warns, in the list accumulator {@link #WARNINGS}, of files that hold records but not one event, and of
 * byte order marks.
 */
public final class ReadLinesFunction extends RichFlatMapFunction<String, SourceRecord> {

    public static final String STANDARD_INPUT = "-";
    /** Accumulator of sentences for the user. */
    public static final String WARNINGS = "fileWarnings";

    private static final long serialVersionUID = 1L;

    private transient Counter bytesRead;
    private transient ListAccumulator<String> warnings;
    private transient EventScanner scanner;
    private transient int file;

    /**
     * Looks at the first bytes of a file.
     *
     * @throws FileException if it cannot be read, or does not look like a file of events
     */
    public static void check(Path file) throws FileException {
        try (InputStream in = Files.newInputStream(file)) {
            InputContent.of(in, file.toString());
        } catch (IOException e) {
            throw FileException.of("read", file.toString(), e);
        }
    }

    @Override
    public void open(OpenContext context) {
        bytesRead = new Metrics(getRuntimeContext().getMetricGroup()).counter(Metrics.BYTES_READ);
        scanner = new EventScanner("token");
        warnings = new ListAccumulator<>();
        getRuntimeContext().addAccumulator(WARNINGS, warnings);
    }

    @Override
    public void flatMap(String name, Collector<SourceRecord> out) throws FileException {
        boolean standardInput = name.equals(STANDARD_INPUT);
        String shown = standardInput ? "standard input" : name;
        try (InputStream in = standardInput ? System.in : Files.newInputStream(Path.of(name))) {
            InputContent content = InputContent.of(new Counting(in), standardInput ? null : name);
            if (content.hasByteOrderMark()) {
                warnings.add(shown
                        + " begins with a byte order mark, which makes its first line a dead letter; "
                        + "tail -c +4 removes it");
            }
            read(content.records(), shown, out);
        } catch (IOException e) {
            throw FileException.of("read", shown, e);
        }
        file++;
    }

    private void read(RecordReader records, String shown, Collector<SourceRecord> out) throws IOException {
        long read = 0;
        boolean anyEvent = false;
        for (byte[] record = records.next(); record != null; record = records.next()) {
            read++;
            anyEvent = anyEvent || isEvent(record);
            out.collect(
                    new SourceRecord(null, record, Headers.NONE, SourceRecord.NO_TIMESTAMP, file, records.number()));
        }
        if (read == 0) {
            warnings.add(shown + " holds no event: it is empty");
        } else if (!anyEvent) {
            warnings.add("%s holds no event: none of its %,d %ss is a JSON object with 'event' and 'properties'"
                    .formatted(shown, read, records.unit()));
        }
    }

    private boolean isEvent(byte[] record) {
        return scanner.scan(record) == null && scanner.isEvent(record);
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
