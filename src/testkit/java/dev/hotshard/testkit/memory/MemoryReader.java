package dev.hotshard.testkit.memory;

import dev.hotshard.event.SourceRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A subtask of {@link MemorySource}. A split is the unread rest of a part of the records; it begins with the
 * next one.
 */
final class MemoryReader implements SourceReader<SourceRecord, NumberSequenceSplit> {

    private final SourceReaderContext context;
    private final MemoryTopics topics;
    private final Deque<NumberSequenceSplit> splits = new ArrayDeque<>();
    private CompletableFuture<Void> assigned = new CompletableFuture<>();
    private boolean noMore;

    MemoryReader(SourceReaderContext context, MemoryTopics topics) {
        this.context = context;
        this.topics = topics;
    }

    @Override
    public void start() {
        if (splits.isEmpty()) {
            context.sendSplitRequest();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
        if (splits.isEmpty()) {
            return noMore ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        NumberSequenceSplit split = splits.peek();
        if (!topics.isReadable(split.from())) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        splits.pop();
        if (split.from() < split.to()) {
            splits.push(new NumberSequenceSplit(split.splitId(), split.from() + 1, split.to()));
        } else if (splits.isEmpty()) {
            assigned = new CompletableFuture<>();
            context.sendSplitRequest();
        }
        output.collect(topics.read(split.from()));
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return splits.isEmpty() ? assigned : topics.readable(splits.peek().from());
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> more) {
        splits.addAll(more);
        assigned.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMore = true;
        assigned.complete(null);
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpoint) {
        return List.copyOf(splits);
    }

    @Override
    public void close() {}
}
