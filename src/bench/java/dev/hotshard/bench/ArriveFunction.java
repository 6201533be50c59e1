package dev.hotshard.bench;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import org.apache.flink.api.common.functions.MapFunction;

/** Records the latency of records that {@link DepartFunction} stamped. */
final class ArriveFunction implements MapFunction<OutputRecord, OutputRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public OutputRecord map(OutputRecord record) {
        if (record.route() == Route.EVENTS && record.timestampMillis() != EventMaker.TIMESTAMP_MILLIS) {
            Latencies.add(System.currentTimeMillis() - record.timestampMillis());
        }
        return record;
    }
}
