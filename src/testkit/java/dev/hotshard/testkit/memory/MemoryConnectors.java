package dev.hotshard.testkit.memory;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.SendHintsOperator;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * {@link MemoryTopics}; they take records of any size.
 *
 * @param topics their name
 * @param records how many there are to read
 * @param readers how many subtasks read; one reads in order
 */
public record MemoryConnectors(String topics, int records, int readers) implements Connectors {

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

    @Override
    public String inputName() {
        return "memory";
    }

    /** Asked once for each event on its way out, behind all state: the place to fail at. */
    @Override
    public RecordLimit limit() {
        String name = topics;
        return record -> {
            if (record.route() == Route.EVENTS) {
                MemoryTopics.of(name).arrive();
            }
            return true;
        };
    }

    @Override
    public void write(DataStream<OutputRecord> records, Place place) {
        records.sinkTo(new MemorySink(topics, place))
                .uid(place.uid())
                .name(place.uid())
                .setParallelism(place.parallelism(records));
    }

    @Override
    public void sendHints(DataStream<Hint> hints) {
        String name = topics;
        hints.transform(
                        "send-hints",
                        org.apache.flink.api.common.typeinfo.Types.VOID,
                        new SendHintsOperator(() -> new MemoryHintSender(name)))
                .uid("send-hints")
                .setParallelism(1);
    }

    @Override
    public HintFeed hintFeed() {
        return new MemoryHintFeed(topics);
    }
}
