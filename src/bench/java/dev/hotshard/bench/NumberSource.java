package dev.hotshard.bench;

import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.NumberSequenceIterator;

/** Numbers from 0 on, until all are read or {@link Traffic#stop} says so. Hands on one a call, as Kafka's source does. */
final class NumberSource extends NumberSequenceSource {

    private static final long serialVersionUID = 1L;

    NumberSource(long count) {
        super(0, count - 1);
    }

    @Override
    public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<Long, NumberSequenceIterator, NumberSequenceSplit>(context) {
            @Override
            public InputStatus pollNext(ReaderOutput<Long> output) {
                return Traffic.isStopped() ? InputStatus.END_OF_INPUT : super.pollNext(output);
            }
        };
    }
}
