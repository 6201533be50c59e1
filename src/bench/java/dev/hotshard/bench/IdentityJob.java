package dev.hotshard.bench;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that copies records from its source to its sink. */
final class IdentityJob {

    private IdentityJob() {}

    static void define(StreamExecutionEnvironment env, Connectors connectors) {
        DataStream<OutputRecord> copies = connectors
                .read(env)
                .map(record -> OutputRecord.of(Route.EVENTS, record))
                .returns(Types.OUTPUT_RECORD)
                .uid("copy")
                .name("copy");
        connectors.write(copies, Place.SOURCE_SIDE);
    }
}
