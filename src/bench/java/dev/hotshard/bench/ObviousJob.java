package dev.hotshard.bench;

import dev.hotshard.config.Settings;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The baseline: a hot shard detector as one would write it after the example of a process function in
 * Flink's documentation. A Jackson tree an event, a POJO on the wire, a text as key, a POJO of count and
 * time last seen in state, changed in place, the timer moved on by every event. Bytes of cold events are
 * passed on; a hot event is read into a tree again and written from it.
 *
 * <p>Right for what {@link EventMaker} sends, not for all that the contract knows: no duplicate members, no
 * limits.
 */
final class ObviousJob {

    static final OutputTag<OutputRecord> EXEMPT = new OutputTag<>("exempt", Types.OUTPUT_RECORD);
    static final OutputTag<OutputRecord> REWRITTEN = new OutputTag<>("rewritten", Types.OUTPUT_RECORD);
    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", Types.DEAD_LETTER);

    private ObviousJob() {}

    static void define(StreamExecutionEnvironment env, BenchEnds ends, Settings settings) {
        DataStream<SourceRecord> records = ends.read(env);
        SingleOutputStreamOperator<ObviousEvent> events =
                records.process(new ObviousParseFunction()).uid("parse").name("parse");
        events.setParallelism(records.getParallelism());
        SingleOutputStreamOperator<OutputRecord> admitted = events.keyBy(
                        event -> event.project + "|" + event.distinctId + "|" + event.date)
                .process(
                        new ObviousDetectFunction(
                                settings.detector().threshold(),
                                settings.detector().stateTtl().toMillis()),
                        Types.OUTPUT_RECORD)
                .uid("detect")
                .name("detect");
        ends.writeEvents(
                admitted,
                admitted.getSideOutput(REWRITTEN)
                        .union(events.getSideOutput(EXEMPT))
                        .rebalance());
        ends.writeDeadLetters(events.getSideOutput(DEAD_LETTERS));
    }
}
