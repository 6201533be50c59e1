package dev.hotshard.testkit.memory;

import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Writes to {@link MemoryTopics}, exactly once.
 *
 * @param topics the name of the topics
 * @param place the place of this sink, which has transactions of its own
 */
record MemorySink(String topics, Place place) implements Sink<OutputRecord>, SupportsCommitter<String> {

    private MemoryTransactions<OutputRecord> find() {
        return MemoryTopics.of(topics).transactions(place);
    }

    @Override
    public CommittingSinkWriter<OutputRecord, String> createWriter(WriterInitContext context) {
        return new Writer(find());
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
        MemoryTransactions<OutputRecord> found = find();
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<String>> requests) {
                requests.forEach(request -> found.commit(request.getCommittable()));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SimpleVersionedSerializer<String> getCommittableSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }

    private static final class Writer implements CommittingSinkWriter<OutputRecord, String> {

        private final MemoryTransactions<OutputRecord> transactions;
        private final List<OutputRecord> open = new ArrayList<>();

        Writer(MemoryTransactions<OutputRecord> transactions) {
            this.transactions = transactions;
        }

        @Override
        public void write(OutputRecord element, Context context) {
            open.add(element);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<String> prepareCommit() {
            if (open.isEmpty()) {
                return List.of();
            }
            String id = transactions.prepare(open);
            open.clear();
            return List.of(id);
        }

        @Override
        public void close() {}
    }
}
