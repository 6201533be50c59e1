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
 * The inputs and outputs of a job: Kafka topics, files, or memory in tests and benchmarks. Maps each route
 * to its destination. A record of a route without one is a bug and throws, unless an implementation says
 * that it drops such records.
 */
public interface Connectors {

    /**
     * Adds the source. Operators up to the first exchange run at the parallelism of the returned stream.
     */
    DataStream<SourceRecord> read(StreamExecutionEnvironment env);

    /** The name of the input, for dead letters. */
    default String inputName() {
        return "";
    }

    /** The largest record that the destination of each route accepts. */
    default RecordLimit limit() {
        return RecordLimit.NONE;
    }

    /** Adds the sink of a place, for records of any route. Called once for each place. */
    void write(DataStream<OutputRecord> records, Place place);

    /**
     * Sends hints to the gates. {@link #hintFeed} must not deliver a hint before the next checkpoint after
     * it completes.
     */
    default void sendHints(DataStream<Hint> hints) {}

    /**
     * The feed that delivers the hints of {@link #sendHints}; {@link HintFeed#NONE} if none can be sent.
     */
    default HintFeed hintFeed() {
        return HintFeed.NONE;
    }

    /** Looks up the endpoints that the job's state belongs to. */
    default Endpoints.Lookup endpoints() {
        return () -> Endpoints.NONE;
    }

    /** Whether the job may resume from state of a job with other outputs. */
    default boolean acceptChangedTopics() {
        return false;
    }
}
