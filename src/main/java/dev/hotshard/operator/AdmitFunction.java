package dev.hotshard.operator;

import dev.hotshard.event.Event;
import dev.hotshard.event.JsonText;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Events of cold keys to records that leave with the bytes they came with, keyed by the id's text. Stateless. */
public final class AdmitFunction extends ProcessFunction<Event, OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final RecordLimit limit;

    private transient DeadLetters deadLetters;

    public AdmitFunction(RecordLimit limit) {
        this.limit = limit;
    }

    @Override
    public void open(OpenContext context) {
        deadLetters = new DeadLetters(new Metrics(getRuntimeContext().getMetricGroup()));
    }

    @Override
    public void processElement(Event event, Context context, Collector<OutputRecord> out) {
        SourceRecord source = event.source();
        byte[] key = JsonText.bytes(source.value(), event.distinctId());
        OutputRecord record = new OutputRecord(key, source.value(), source.headers(), source.timestampMillis());
        if (limit.fits(record)) {
            out.collect(record);
        } else {
            deadLetters.add(source, new Rejection(Reason.TOO_LARGE, DeadLetters.RECORD_TOO_LARGE), context::output);
        }
    }
}
