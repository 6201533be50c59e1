package dev.hotshard.bench;

import dev.hotshard.connect.GateEnds;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.notice.HotIdNotice;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Events out of thin air, results into nothing.
 *
 * @param keys how the events spread over ids
 * @param fill how many events have ids in turn first
 * @param count how many events there are
 * @param readers subtasks that make them; with one, their order is that of their numbers
 * @param kept whether results are kept in {@link Results} too
 */
record PipelineEnds(Keys keys, long fill, long count, int readers, boolean kept) implements BenchEnds, GateEnds {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return env.fromSource(new NumberSequenceSource(0, count - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .setParallelism(readers)
                .map(new MakeEventFunction(keys, fill))
                .returns(Types.SOURCE_RECORD)
                .uid("events")
                .name("events")
                .setParallelism(readers);
    }

    @Override
    public RecordLimit limit() {
        return record -> true;
    }

    @Override
    public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
        writeEvents(admitted, "admitted-sink");
        writeEvents(scattered, "scattered-sink");
    }

    @Override
    public void writeCopies(DataStream<OutputRecord> copies) {
        writeEvents(copies, "copies-sink");
    }

    private void writeEvents(DataStream<OutputRecord> events, String uid) {
        write(events, record -> Results.EVENTS.add(record), uid);
    }

    @Override
    public Optional<GateEnds> gate() {
        return Optional.of(this);
    }

    @Override
    public void writeGated(DataStream<OutputRecord> gated) {
        writeEvents(gated, "gated-sink");
    }

    /** A benchmark takes no checkpoints and does not fail: a hint is committed when it is written. */
    @Override
    public void writeHints(DataStream<Hint> hints) {
        hints.sinkTo(new DiscardingSink<>(Hints::learn)).uid("hints-sink").name("hints-sink");
    }

    @Override
    public HintFeed feed() {
        return new Hints();
    }

    @Override
    public void writeHotIds(DataStream<HotIdNotice> hotIds) {
        write(hotIds, hotId -> Results.HOT_IDS.add(hotId), "hot-ids-sink");
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        write(deadLetters, letter -> Results.DEAD_LETTERS.add(letter), "dead-letters-sink");
    }

    private <T> void write(DataStream<T> stream, SerializableFunction<T, Boolean> keep, String uid) {
        stream.sinkTo(new DiscardingSink<>(kept ? keep : element -> false))
                .uid(uid)
                .name(uid);
    }
}
