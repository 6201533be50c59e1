package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads the records of a topic up to a fixed end, with all subtasks. */
public record TopicInput(ClientSettings clients, TopicRange range) {

    /** An upper bound on the number of records: markers of transactions take offsets too. */
    public long records() {
        return range.records(clients);
    }

    /** Adds the source. */
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return EventSource.of(clients, range).addTo(env);
    }
}
