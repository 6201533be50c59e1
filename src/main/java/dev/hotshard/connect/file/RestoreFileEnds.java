package dev.hotshard.connect.file;

import dev.hotshard.connect.RestoreEnds;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import dev.hotshard.recover.ImportLimits;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Files as ends of a restore, written by one subtask in the order of the input.
 *
 * @param restored where restored events go
 * @param left where all others go
 * @param deadLetters where what is not JSON goes
 * @param batches where restored events go once more, ready for import: a path with a place for the number,
 *     or null
 */
public record RestoreFileEnds(Path restored, Path left, Path deadLetters, String batches) implements RestoreEnds {

    @Override
    public RecordLimit limit() {
        return record -> true;
    }

    @Override
    public RecordLimit leftLimit() {
        return limit();
    }

    @Override
    public void writeRestored(DataStream<OutputRecord> events) {
        write(events, new LinesSink<>(restored, OutputRecord::value), Uids.RESTORED_SINK);
        if (batches != null) {
            ImportLimits limits = ImportLimits.PRODUCT;
            write(
                    events,
                    new BatchesSink<>(batches, limits.batchEvents(), limits.batchBytes(), OutputRecord::value),
                    Uids.BATCHES_SINK);
        }
    }

    @Override
    public void writeLeft(DataStream<SourceRecord> records) {
        write(records, new LinesSink<>(left, SourceRecord::value), Uids.LEFT_SINK);
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> letters) {
        SerializableFunction<DeadLetter, byte[]> line =
                letter -> letter.source().value();
        write(letters, new LinesSink<>(deadLetters, line), Uids.DEAD_LETTERS_SINK);
    }

    private static <T> void write(DataStream<T> stream, Sink<T> sink, String uid) {
        stream.sinkTo(sink).uid(uid).name(uid).setParallelism(1);
    }
}
