package dev.hotshard.testkit.memory;

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
import org.apache.flink.util.function.SerializableFunction;

/**
 * Writes to {@link MemoryTopics}, exactly once.
 *
 * @param topics their name
 * @param transactions those of them that are this sink's
 */
record MemorySink<T>(String topics, SerializableFunction<MemoryTopics, MemoryTransactions<T>> transactions)
        implements Sink<T>, SupportsCommitter<String> {

    private MemoryTransactions<T> find() {
        return transactions.apply(MemoryTopics.of(topics));
    }

    @Override
    public CommittingSinkWriter<T, String> createWriter(WriterInitContext context) {
        return new Writer<>(find());
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
        MemoryTransactions<T> found = find();
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

    private static final class Writer<T> implements CommittingSinkWriter<T, String> {

        private final MemoryTransactions<T> transactions;
        private final List<T> open = new ArrayList<>();

        Writer(MemoryTransactions<T> transactions) {
            this.transactions = transactions;
        }

        @Override
        public void write(T element, Context context) {
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
