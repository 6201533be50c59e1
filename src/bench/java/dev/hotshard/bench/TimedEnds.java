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
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Ends that note how long one event in a thousand takes from one to the other, for all variants alike. It
 * bears the moment it began as its timestamp, which each hands on.
 *
 * @param gated whether there is a place for a gate
 */
record TimedEnds(BenchEnds ends, boolean gated) implements BenchEnds {

    TimedEnds(BenchEnds ends) {
        this(ends, true);
    }

    TimedEnds withoutGate() {
        return new TimedEnds(ends, false);
    }

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        DataStream<SourceRecord> records = ends.read(env);
        return records.map(new DepartFunction())
                .returns(Types.SOURCE_RECORD)
                .uid("depart")
                .name("depart")
                .setParallelism(records.getParallelism());
    }

    @Override
    public RecordLimit limit() {
        return ends.limit();
    }

    @Override
    public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
        ends.writeEvents(arrive(admitted, "admitted"), arrive(scattered, "scattered"));
    }

    @Override
    public void writeCopies(DataStream<OutputRecord> copies) {
        ends.writeCopies(arrive(copies, "copies"));
    }

    private static DataStream<OutputRecord> arrive(DataStream<OutputRecord> records, String name) {
        return records.map(new ArriveFunction())
                .returns(Types.OUTPUT_RECORD)
                .uid("arrive-" + name)
                .name("arrive-" + name);
    }

    @Override
    public Optional<GateEnds> gate() {
        return gated ? ends.gate().map(TimedGateEnds::new) : Optional.empty();
    }

    @Override
    public void writeHotIds(DataStream<HotIdNotice> hotIds) {
        ends.writeHotIds(hotIds);
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        ends.writeDeadLetters(deadLetters);
    }

    private record TimedGateEnds(GateEnds ends) implements GateEnds {

        @Override
        public void writeGated(DataStream<OutputRecord> gated) {
            ends.writeGated(arrive(gated, "gated"));
        }

        @Override
        public void writeHints(DataStream<Hint> hints) {
            ends.writeHints(hints);
        }

        @Override
        public HintFeed feed() {
            return ends.feed();
        }
    }
}
