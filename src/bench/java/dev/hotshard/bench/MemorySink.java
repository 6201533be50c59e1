package dev.hotshard.bench;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableFunction;

/** Hands each element to a function that may keep it, and counts it if it should. */
final class MemorySink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    private final SerializableFunction<T, Boolean> keep;
    private final boolean counted;

    MemorySink(SerializableFunction<T, Boolean> keep, boolean counted) {
        this.keep = keep;
        this.counted = counted;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer();
    }

    private final class Writer implements SinkWriter<T> {

        private int unreported;

        @Override
        public void write(T element, Context context) {
            keep.apply(element);
            if (++unreported == Traffic.REPORT_EVERY) {
                report();
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            report();
        }

        @Override
        public void close() {}

        private void report() {
            if (counted) {
                Traffic.WRITTEN.add(unreported);
            }
            unreported = 0;
        }
    }
}
