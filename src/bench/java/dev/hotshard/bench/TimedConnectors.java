package dev.hotshard.bench;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Connectors that note how long one event in a thousand takes from one end to the other, for all variants
 * alike. It bears the moment it began as its timestamp, which each hands on.
 *
 * @param gated whether the gate learns of hints
 */
record TimedConnectors(Connectors connectors, boolean gated) implements Connectors {

    TimedConnectors(Connectors connectors) {
        this(connectors, true);
    }

    TimedConnectors withOpenGate() {
        return new TimedConnectors(connectors, false);
    }

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        DataStream<SourceRecord> records = connectors.read(env);
        return records.map(new DepartFunction())
                .returns(Types.SOURCE_RECORD)
                .uid("depart")
                .name("depart")
                .setParallelism(records.getParallelism());
    }

    @Override
    public String inputName() {
        return connectors.inputName();
    }

    @Override
    public RecordLimit limit() {
        return connectors.limit();
    }

    @Override
    public void write(DataStream<OutputRecord> records, Place place) {
        String name = "arrive-" + place.label();
        connectors.write(
                records.map(new ArriveFunction())
                        .returns(Types.OUTPUT_RECORD)
                        .uid(name)
                        .name(name)
                        .setParallelism(place.parallelism(records)),
                place);
    }

    @Override
    public void sendHints(DataStream<Hint> hints) {
        if (gated) {
            connectors.sendHints(hints);
        }
    }

    @Override
    public HintFeed hintFeed() {
        return gated ? connectors.hintFeed() : HintFeed.NONE;
    }
}
