package dev.hotshard.bench;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that copies records from its source to its sink. */
final class IdentityJob {

    private IdentityJob() {}

    static void define(StreamExecutionEnvironment env, BenchEnds ends) {
        ends.writeCopies(ends.read(env)
                .map(r -> new OutputRecord(r.key(), r.value(), r.headers(), r.timestampMillis()))
                .returns(Types.OUTPUT_RECORD)
                .uid("copy")
                .name("copy"));
    }
}
