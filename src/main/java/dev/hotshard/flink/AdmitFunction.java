package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.mitigate.Admitter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Admits the events that the detector found cold. Stateless. */
public final class AdmitFunction extends ProcessFunction<Event, OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final RecordLimit limit;

    private transient Admitter admitter;
    private transient DeadLetters deadLetters;

    public AdmitFunction(RecordLimit limit) {
        this.limit = limit;
    }

    @Override
    public void open(OpenContext context) {
        admitter = new Admitter(limit);
        deadLetters = new DeadLetters(new Metrics(getRuntimeContext().getMetricGroup()));
    }

    @Override
    public void processElement(Event event, Context context, Collector<OutputRecord> out) {
        OutputRecord record = admitter.admit(event);
        if (record == null) {
            deadLetters.add(event.source(), Rejection.RECORD_TOO_LARGE, context::output);
        } else {
            out.collect(record);
        }
    }
}
