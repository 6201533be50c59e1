package dev.hotshard.bench;

import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The baseline: a hot shard detector modelled on the process function example in Flink's documentation. It
 * parses each event into a Jackson tree, sends a POJO over the wire, keys by text and keeps a POJO of count and
 * last-seen time in state, updated in place, with a timer that each event postpones. It passes on the bytes of
 * cold events, and parses hot events into a tree again to rewrite them.
 *
 * <p>Correct for the events of {@link EventMaker}, but not for the whole contract: it handles neither duplicate
 * members nor limits.
 */
final class ObviousJob {

    /** Exempt events and dead letters. */
    static final OutputTag<OutputRecord> OUT = new OutputTag<>("out", Types.OUTPUT_RECORD);

    static final OutputTag<OutputRecord> REWRITTEN = new OutputTag<>("rewritten", Types.OUTPUT_RECORD);

    private ObviousJob() {}

    static void define(StreamExecutionEnvironment env, Connectors connectors, Settings settings) {
        DataStream<SourceRecord> records = connectors.read(env);
        SingleOutputStreamOperator<ObviousEvent> events = records.process(
                        new ObviousParseFunction(connectors.inputName()))
                .uid("parse")
                .name("parse");
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
        connectors.write(events.getSideOutput(OUT), Place.SOURCE_SIDE);
        connectors.write(admitted, Place.DETECTOR_SIDE);
        connectors.write(admitted.getSideOutput(REWRITTEN).rebalance(), Place.SCATTERED);
    }
}
