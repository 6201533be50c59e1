package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A bounded input: the records of a topic up to fixed ends, read by all subtasks.
 *
 * @param clients the settings of the consumers
 * @param range what is read
 */
public record TopicInput(ClientSettings clients, TopicRange range) {

    /**
     * An upper bound on the number of records, since markers of transactions take offsets too. Asks the
     * brokers.
     *
     * @throws BrokersUnreachableException if none answers within 15 s
     */
    public long records() {
        return range.records(clients);
    }

    /** Adds the source. */
    DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return EventSource.of(clients, range).addTo(env);
    }
}
