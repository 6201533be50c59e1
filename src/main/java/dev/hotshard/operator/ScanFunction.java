package dev.hotshard.operator;

import dev.hotshard.event.Counted;
import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.shard.ScatterKey;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Records to events that are counted. What is never counted leaves by {@link Tags#EXEMPT}, what is no valid event by
 * {@link Tags#DEAD_LETTERS}. Stateless.
 */
public final class ScanFunction extends ProcessFunction<SourceRecord, Counted> {

    private static final long serialVersionUID = 1L;

    private final RecordRules rules;
    private final boolean trustRestored;

    private transient EventReader reader;
    private transient ScatterKey scatterKey;
    private transient Counter events;
    private transient Counter timeFallbacks;
    private transient Counter restored;
    private transient DeadLetters deadLetters;

    /** @param trustRestored whether events that bear {@link Marks#RESTORED} are not counted: a producer can write that header too */
    public ScanFunction(RecordRules rules, boolean trustRestored) {
        this.rules = rules;
        this.trustRestored = trustRestored;
    }

    @Override
    public void open(OpenContext context) {
        reader = new EventReader(rules.keyRules(), rules.maxEventBytes(), System::currentTimeMillis);
        scatterKey = rules.scatterKey();
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        events = metrics.counter(Metrics.EVENTS);
        timeFallbacks = metrics.counter(Metrics.TIME_FALLBACKS);
        restored = metrics.counter(Metrics.RESTORED);
        deadLetters = new DeadLetters(metrics);
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<Counted> out) {
        events.inc();
        Event event = reader.read(record);
        if (event == null) {
            deadLetters.add(record, reader.rejection(), context::output);
        } else if (event.key() == null) {
            exempt(event, context);
        } else if (trustRestored && record.headers().has(Marks.RESTORED)) {
            restored.inc();
            exempt(event, context);
        } else {
            if (reader.timeFellBack()) {
                timeFallbacks.inc();
            }
            out.collect(event);
        }
    }

    private void exempt(Event event, Context context) {
        SourceRecord source = event.source();
        OutputRecord record =
                new OutputRecord(scatterKey.of(event), source.value(), source.headers(), source.timestampMillis());
        if (rules.limit().fits(record)) {
            context.output(Tags.EXEMPT, record);
        } else {
            deadLetters.add(source, new Rejection(Reason.TOO_LARGE, DeadLetters.RECORD_TOO_LARGE), context::output);
        }
    }
}
