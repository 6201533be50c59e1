package dev.hotshard.connect;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * All that enters or leaves a job: Kafka topics, files, or memory in tests and benchmarks. Maps each route to
 * its destination; records of a route without one are dropped.
 */
public interface Connectors {

    /** The records to read. What follows runs at this stream's parallelism up to the first exchange. */
    DataStream<SourceRecord> read(StreamExecutionEnvironment env);

    /** What dead letters call the place that records were read from. */
    default String inputName() {
        return "";
    }

    /** What the destination of each route takes. */
    default RecordLimit limit() {
        return RecordLimit.NONE;
    }

    /** Writes records of any route; called once for each place, with a stream that a sink can chain to. */
    void write(DataStream<OutputRecord> records, Place place);

    /**
     * Sends hints to the gates. {@link #hintFeed} must give them only once the checkpoint is complete that
     * they came before.
     */
    default void sendHints(DataStream<Hint> hints) {}

    /** Gives the gate what {@link #sendHints} took; {@link HintFeed#NONE} where no hint can be sent. */
    default HintFeed hintFeed() {
        return HintFeed.NONE;
    }

    /** What state of the job belongs to. */
    default Endpoints.Lookup endpoints() {
        return () -> Endpoints.NONE;
    }

    /** Whether state of a job that wrote elsewhere may be resumed from. */
    default boolean acceptChangedTopics() {
        return false;
    }
}
