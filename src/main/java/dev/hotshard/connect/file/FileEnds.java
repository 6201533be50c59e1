package dev.hotshard.connect.file;

import dev.hotshard.connect.Ends;
import dev.hotshard.connect.GateEnds;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.notice.HotIdNoticeJson;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * NDJSON files as ends: with one reader, which events of a key pass is the same at any parallelism.
 *
 * @param input the files to read
 * @param events where events go
 * @param hotIds where alerts go
 * @param deadLetters where dead letters go
 */
public record FileEnds(FileInput input, Path events, Path hotIds, Path deadLetters) implements Ends {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return input.read(env);
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
    public void writeHotIds(DataStream<HotIdNotice> alerts) {
        write(alerts, hotIds, HotIdNoticeJson::bytes, Uids.HOT_IDS_SINK);
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> letters) {
        write(letters, deadLetters, letter -> letter.source().value(), Uids.DEAD_LETTERS_SINK);
    }

    private static <T> void write(DataStream<T> stream, Path file, SerializableFunction<T, byte[]> toLine, String uid) {
        stream.sinkTo(new LinesSink<>(file, toLine)).uid(uid).name(uid);
    }
}
