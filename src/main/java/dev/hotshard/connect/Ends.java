package dev.hotshard.connect;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.notice.HotIdNotice;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where events come from and where results go: Kafka topics, files, or memory in tests and benchmarks. */
public interface Ends {

    /** The records to read. What follows runs at this stream's parallelism up to the first exchange. */
    DataStream<SourceRecord> read(StreamExecutionEnvironment env);

    /** What the destination of events takes. */
    RecordLimit limit();

    /**
     * Takes the events.
     *
     * @param admitted events of cold keys, keyed by id, where the detector left them
     * @param scattered rewritten and exempt events under scatter keys, rebalanced
     */
    void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered);

    /** What the gate needs; empty where there is none. */
    Optional<GateEnds> gate();

    /** Takes what is told of hot ids. */
    void writeHotIds(DataStream<HotIdNotice> hotIds);

    /** Takes what could not go on. */
    void writeDeadLetters(DataStream<DeadLetter> deadLetters);

    /** What state of the job belongs to. */
    default Endpoints.Lookup endpoints() {
        return () -> Endpoints.NONE;
    }

    /** Whether state of a job that wrote elsewhere may be resumed from. */
    default boolean acceptChangedTopics() {
        return false;
    }
}
