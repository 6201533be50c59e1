package dev.hotshard.job;

import dev.hotshard.detect.HotId;
import dev.hotshard.detect.HotIdJson;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.file.LinesSink;
import dev.hotshard.file.ReadLinesFunction;
import dev.hotshard.wire.Types;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * NDJSON files as ends: one reader, so that which events of a key pass is the same at any parallelism.
 *
 * @param inputs names of the files to read, in order
 * @param events where events go
 * @param hotIds where alerts go
 * @param deadLetters where dead letters go
 */
public record FileEnds(List<String> inputs, Path events, Path hotIds, Path deadLetters) implements Ends {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return env.fromData(inputs)
                .uid(Uids.FILES)
                .name(Uids.FILES)
                .setParallelism(1)
                .flatMap(new ReadLinesFunction())
                .returns(Types.SOURCE_RECORD)
                .uid(Uids.LINES)
                .name(Uids.LINES)
                .setParallelism(1);
    }

    @Override
    public RecordLimit limit() {
        return record -> true;
    }

    @Override
    public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
        write(admitted, events, OutputRecord::value, Uids.ADMITTED_SINK);
        write(scattered, events, OutputRecord::value, Uids.SCATTERED_SINK);
    }

    /** Hints are committed with checkpoints, which the reading of a file has none of. */
    @Override
    public Optional<GateEnds> gate() {
        return Optional.empty();
    }

    @Override
    public void writeHotIds(DataStream<HotId> alerts) {
        write(alerts, hotIds, HotIdJson::bytes, Uids.HOT_IDS_SINK);
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> letters) {
        write(letters, deadLetters, letter -> letter.source().value(), Uids.DEAD_LETTERS_SINK);
    }

    private static <T> void write(DataStream<T> stream, Path file, SerializableFunction<T, byte[]> toLine, String uid) {
        stream.sinkTo(new LinesSink<>(file, toLine)).uid(uid).name(uid);
    }
}
