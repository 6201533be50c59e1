package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordHeaders;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.ScanResult;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.Uncounted;
import dev.hotshard.event.ValueExample;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterKey;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records as events to be counted. Turns exempt and rejected records into the output records that
 * they leave as. Stateless.
 */
public final class ScanFunction extends ProcessFunction<SourceRecord, ScanResult> {

    /**
     * The list accumulator of unusable {@code time} values: one example from each subtask that read any.
     */
    public static final String TIME_EXAMPLES = "timeExamples";

    private static final Logger LOG = LoggerFactory.getLogger(ScanFunction.class);
    private static final long serialVersionUID = 1L;

    private final RewriteSpec rewriteSpec;
    private final boolean trustRestored;

    private transient EventReader reader;
    private transient ScatterKey scatterKey;
    private transient Counter events;
    private transient Counter timeFallbacks;
    private transient Counter restored;
    private transient DeadLetters deadLetters;
    private transient Map<Uncounted, Counter> uncounted;
    private transient ScanWarnings warnings;
    private transient ListAccumulator<String> timeExamples;

    /**
     * @param rewriteSpec how events are read and keyed
     * @param trustRestored whether to exempt events with the header {@link RecordHeaders#RESTORED};
     *     producers can set that header too
     */
    public ScanFunction(RewriteSpec rewriteSpec, boolean trustRestored) {
        this.rewriteSpec = rewriteSpec;
        this.trustRestored = trustRestored;
    }

    @Override
    public void open(OpenContext context) {
        reader = new EventReader(rewriteSpec.keySpec(), rewriteSpec.maxEventBytes(), System::currentTimeMillis);
        scatterKey = rewriteSpec.scatterKey();
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        events = metrics.counter(Metrics.EVENTS);
        timeFallbacks = metrics.counter(Metrics.TIME_FALLBACKS);
        restored = metrics.counter(Metrics.RESTORED);
        deadLetters = new DeadLetters(rewriteSpec.deadLetters(), metrics);
        uncounted = new EnumMap<>(Uncounted.class);
        for (Uncounted reason : Uncounted.values()) {
            uncounted.put(reason, metrics.uncounted(reason));
        }
        warnings = new ScanWarnings(System::nanoTime, LOG::warn);
        timeExamples = new ListAccumulator<>();
        getRuntimeContext().addAccumulator(TIME_EXAMPLES, timeExamples);
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<ScanResult> out) {
        events.inc();
        Event event = reader.read(record);
        if (event == null) {
            warnings.hasNoId();
            out.collect(deadLetters.of(record, reader.rejection()));
        } else if (event.key() == null) {
            count(reader.uncounted());
            out.collect(exempt(event));
        } else if (trustRestored && record.headers().has(RecordHeaders.RESTORED)) {
            warnings.hasId();
            restored.inc();
            out.collect(exempt(event));
        } else {
            warnings.hasId();
            if (reader.timeFellBack()) {
                timeFellBack(event);
            }
            out.collect(event);
        }
    }

    private void count(Uncounted reason) {
        uncounted.get(reason).inc();
        if (reason == Uncounted.RESERVED_NAME) {
            // The original event had one.
            warnings.hasId();
        } else {
            warnings.hasNoId();
        }
    }

    private void timeFellBack(Event event) {
        timeFallbacks.inc();
        if (timeExamples.getLocalValue().isEmpty()) {
            timeExamples.add(ValueExample.of(event.value(), event.time()));
        }
        warnings.timeFellBack(event);
    }

    private OutputRecord exempt(Event event) {
        OutputRecord record = OutputRecord.of(Route.EVENTS, scatterKey.of(event), event.source());
        return rewriteSpec.limit().fits(record) ? record : deadLetters.of(event.source(), Rejection.RECORD_TOO_LARGE);
    }
}
