package dev.hotshard.testkit.memory;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.flink.SendHintsOperator;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Connects a job to {@link MemoryTopics}, which accept records of any size.
 *
 * @param topics the name of the topics
 * @param records the number of records to read
 * @param readers the number of subtasks that read; one reads in order
 * @param endpoints the endpoints that the job's state belongs to
 */
public record MemoryConnectors(String topics, int records, int readers, Endpoints.Lookup endpoints)
        implements Connectors {

    /** Returns these connectors with other endpoints. */
    public MemoryConnectors withEndpoints(Endpoints.Lookup others) {
        return new MemoryConnectors(topics, records, readers, others);
    }

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

    /** Accepts every record. Called once for each event that leaves, after all state: the place to fail at. */
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
