package dev.hotshard.testkit.memory;

import dev.hotshard.connect.Ends;
import dev.hotshard.connect.GateEnds;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.SendHintsOperator;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.notice.HotIdNotice;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * {@link MemoryTopics} as ends; they take records of any size.
 *
 * @param topics their name
 * @param records how many there are to read
 * @param readers how many subtasks read; one reads in order
 */
public record MemoryEnds(String topics, int records, int readers) implements Ends, GateEnds {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return env.fromSource(
                        new MemorySource(topics, records),
                        WatermarkStrategy.noWatermarks(),
                        "memory-source",
                        Types.SOURCE_RECORD)
                .uid("memory-source")
                .setParallelism(readers);
    }

    /** Asked once for each event on its way out, behind all state: the place to fail at. */
    @Override
    public RecordLimit limit() {
        String name = topics;
        return record -> {
            MemoryTopics.of(name).arrive();
            return true;
        };
    }

    @Override
    public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
        write(admitted, new MemorySink<>(topics, found -> found.admitted), "admitted-sink");
        write(scattered, new MemorySink<>(topics, found -> found.scattered), "scattered-sink");
    }

    @Override
    public Optional<GateEnds> gate() {
        return Optional.of(this);
    }

    @Override
    public void writeGated(DataStream<OutputRecord> gated) {
        write(gated, new MemorySink<>(topics, found -> found.gated), "gated-sink");
    }

    @Override
    public void writeHints(DataStream<Hint> hints) {
        String name = topics;
        hints.transform(
                        "send-hints",
                        org.apache.flink.api.common.typeinfo.Types.VOID,
                        new SendHintsOperator(() -> new MemoryHintSender(name)))
                .uid("send-hints")
                .setParallelism(1);
    }

    @Override
    public HintFeed feed() {
        return new MemoryHintFeed(topics);
    }

    @Override
    public void writeHotIds(DataStream<HotIdNotice> hotIds) {
        write(hotIds, new MemorySink<>(topics, found -> found.hotIds), "hot-ids-sink");
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        write(deadLetters, new MemorySink<>(topics, found -> found.deadLetters), "dead-letters-sink");
    }

    private static <T> void write(DataStream<T> stream, Sink<T> sink, String uid) {
        stream.sinkTo(sink).uid(uid).name(uid);
    }
}
