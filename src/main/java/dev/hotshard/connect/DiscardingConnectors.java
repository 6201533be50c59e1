package dev.hotshard.connect;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads what other connectors read and discards all output; used by {@code --dry-run}.
 *
 * @param others the connectors to read with, and whose record limits apply
 */
public record DiscardingConnectors(Connectors others) implements Connectors {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return others.read(env);
    }

    @Override
    public String inputName() {
        return others.inputName();
    }

    @Override
    public RecordLimit limit() {
        return others.limit();
    }

    @Override
    public void write(DataStream<OutputRecord> records, Place place) {}
}
