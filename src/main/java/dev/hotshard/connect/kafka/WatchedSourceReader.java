package dev.hotshard.connect.kafka;

import dev.hotshard.event.SourceRecord;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** The connector's reader, with a watch for records that expire before it reads them. */
// close() is Flink's.
@SuppressWarnings("try")
record WatchedSourceReader(
        SourceReader<SourceRecord, KafkaPartitionSplit> reader, ReadPositions positions, ExpiredRecords expired)
        implements SourceReader<SourceRecord, KafkaPartitionSplit> {

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws Exception {
        return reader.pollNext(output);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            positions.add(split.getPartition());
            if (split.getStartingOffset() >= 0) {
                expired.startsAt(split.getPartition(), split.getStartingOffset());
            } else if (split.getStartingOffset() == KafkaPartitionSplit.COMMITTED_OFFSET) {
                expired.startsAtCommitted(split.getPartition());
            }
        }
        reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        reader.pauseOrResumeSplits(splitsToPause, splitsToResume);
    }

    @Override
    public void close() throws Exception {
        try {
            reader.close();
        } finally {
            expired.close();
        }
    }
}
