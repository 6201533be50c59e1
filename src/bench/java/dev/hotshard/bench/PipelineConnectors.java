package dev.hotshard.bench;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Events out of thin air, results into nothing.
 *
 * @param keys how the events spread over ids
 * @param fill how many events have ids in turn first
 * @param count how many events there are
 * @param readers subtasks that make them; with one, their order is that of their numbers
 * @param kept whether results are kept in {@link Results} too
 */
record PipelineConnectors(Keys keys, long fill, long count, int readers, boolean kept) implements Connectors {

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
    public void write(DataStream<OutputRecord> records, Place place) {
        records.sinkTo(new DiscardingSink<>(kept ? Results::add : record -> false))
                .uid(place.uid())
                .name(place.uid())
                .setParallelism(place.parallelism(records));
    }

    /** A benchmark takes no checkpoints and does not fail: a hint is committed when it is written. */
    @Override
    public void sendHints(DataStream<Hint> hints) {
        hints.sinkTo(new DiscardingSink<>(Hints::learn)).uid("hints-sink").name("hints-sink");
    }

    @Override
    public HintFeed hintFeed() {
        return new Hints();
    }
}
