package dev.hotshard.bench;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Numbers to the records of their events. */
final class MakeEventFunction extends RichMapFunction<Long, SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final Keys keys;

    private transient EventMaker maker;

    MakeEventFunction(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void open(OpenContext context) {
        maker = new EventMaker(keys);
    }

    @Override
    public SourceRecord map(Long number) {
        return new SourceRecord(null, maker.value(number), Headers.NONE, EventMaker.TIMESTAMP_MILLIS, 0, number);
    }
}
