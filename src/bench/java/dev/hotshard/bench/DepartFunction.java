package dev.hotshard.bench;

import dev.hotshard.event.SourceRecord;
import org.apache.flink.api.common.functions.MapFunction;

/** Stamps one record in a thousand with the current time. */
final class DepartFunction implements MapFunction<SourceRecord, SourceRecord> {

    private static final long serialVersionUID = 1L;
    private static final int EVERY = 1000;

    private int left = EVERY;

    @Override
    public SourceRecord map(SourceRecord record) {
        if (--left > 0) {
            return record;
        }
        left = EVERY;
        return new SourceRecord(
                record.key(),
                record.value(),
                record.headers(),
                System.currentTimeMillis(),
                record.partition(),
                record.offset());
    }
}
