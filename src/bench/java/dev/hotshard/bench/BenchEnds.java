package dev.hotshard.bench;

import dev.hotshard.detect.HotId;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.job.Ends;
import dev.hotshard.job.GateEnds;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ends that the jobs we compare with can use, too. */
interface BenchEnds extends Ends {

    /** Takes all that a plain copy writes. */
    void writeCopies(DataStream<OutputRecord> copies);

    /** The same without a place for a gate. */
    default Ends withoutGate() {
        Ends ends = this;
        return new Ends() {
            @Override
            public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
                return ends.read(env);
            }

            @Override
            public RecordLimit limit() {
                return ends.limit();
            }

            @Override
            public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
                ends.writeEvents(admitted, scattered);
            }

            @Override
            public Optional<GateEnds> gate() {
                return Optional.empty();
            }

            @Override
            public void writeHotIds(DataStream<HotId> hotIds) {
                ends.writeHotIds(hotIds);
            }

            @Override
            public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
                ends.writeDeadLetters(deadLetters);
            }
        };
    }
}
