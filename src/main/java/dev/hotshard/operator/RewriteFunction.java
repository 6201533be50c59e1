package dev.hotshard.operator;

import dev.hotshard.event.Event;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeyRules;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.shard.ScatterKey;
import dev.hotshard.shard.ScatterMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Events of hot keys to rewritten records under a scatter key, with the event date in the header {@value #HEADER}. What
 * cannot be rewritten leaves by {@link Tags#DEAD_LETTERS}. Stateless.
 */
public final class RewriteFunction extends ProcessFunction<Event, OutputRecord> {

    /** Marks a rewritten record; its value is the event date, {@code YYYY-MM-DD}. */
    public static final String HEADER = "hotshard-rewritten";

    private static final long serialVersionUID = 1L;

    private final KeyRules rules;
    private final int maxEventBytes;
    private final ScatterMode scatter;
    private final RecordLimit limit;

    private transient ScatterKey scatterKey;
    private transient Counter rewritten;
    private transient DeadLetters deadLetters;

    public RewriteFunction(KeyRules rules, int maxEventBytes, ScatterMode scatter, RecordLimit limit) {
        this.rules = rules;
        this.maxEventBytes = maxEventBytes;
        this.scatter = scatter;
        this.limit = limit;
    }

    @Override
    public void open(OpenContext context) {
        scatterKey = scatter.key(rules.hashKey());
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        rewritten = metrics.counter(Metrics.REWRITTEN);
        deadLetters = new DeadLetters(metrics);
    }

    @Override
    public void processElement(Event event, Context context, Collector<OutputRecord> out) {
        SourceRecord source = event.source();
        if (event.isReserved()) {
            deadLetters.add(source, new Rejection(Reason.RESERVED_PROPERTY, "already bears an mp_original_ property"), context);
            return;
        }
        long length = HotEvent.rewrittenLength(event);
        if (length > maxEventBytes) {
            String detail = length + " bytes once rewritten, " + maxEventBytes + " are allowed";
            deadLetters.add(source, new Rejection(Reason.TOO_LARGE_REWRITTEN, detail), context);
            return;
        }
        OutputRecord record = new OutputRecord(scatterKey.of(event), HotEvent.rewrite(event),
                source.headers().with(HEADER, event.date().toString()), source.timestampMillis());
        if (limit.fits(record)) {
            rewritten.inc();
            out.collect(record);
        } else {
            deadLetters.add(source, new Rejection(Reason.TOO_LARGE_REWRITTEN, DeadLetters.RECORD_TOO_LARGE), context);
        }
    }
}
