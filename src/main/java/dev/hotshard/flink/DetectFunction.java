package dev.hotshard.flink;

import dev.hotshard.detect.CountStore;
import dev.hotshard.detect.Decision;
import dev.hotshard.detect.HintPolicy;
import dev.hotshard.detect.HotKeyDetector;
import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.flink.serde.CountCell;
import dev.hotshard.mitigate.RewriteSpec;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the events of each key in keyed state: loads the count, calls {@link HotKeyDetector#decide},
 * stores the new count and emits the event. Cold events go to the main output under their id; hot ones are
 * rewritten and go to {@link SideOutputs#SCATTERED}. {@link HotKeys} emits notices and hints.
 *
 * <p>State of a key: one {@link CountCell} and one processing-time timer. The timer moves only when it
 * fires, not with each event; an event of a key that has expired in the meantime begins a new life
 * regardless.
 */
public final class DetectFunction extends KeyedProcessFunction<CounterKey, DetectorInput, OutputRecord>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final Thresholds thresholds;
    private final Duration ttl;
    private final RewriteSpec rewriteSpec;
    private final UUID submission;
    private final StateGuards guards;

    private transient HotKeyDetector detector;
    private transient EventRecords records;
    private transient CountStore counts;
    private transient HotKeys hotKeys;
    private transient Counter keys;

    /**
     * @param thresholds the threshold of each event
     * @param rewriteSpec how hot events are rewritten and counter keys derived; state that was kept under
     *     another key spec is refused
     * @param forgetChanged whether to forget such state instead of refusing it
     * @param submission the id that all hints carry, so that no other submission, whose state may be older,
     *     follows them; null to emit no hints
     */
    public DetectFunction(
            Thresholds thresholds, Duration ttl, RewriteSpec rewriteSpec, boolean forgetChanged, UUID submission) {
        this(thresholds, ttl, rewriteSpec, submission, new StateGuards(rewriteSpec.keySpec(), forgetChanged));
    }

    private DetectFunction(
            Thresholds thresholds, Duration ttl, RewriteSpec rewriteSpec, UUID submission, StateGuards guards) {
        this.thresholds = thresholds;
        this.ttl = ttl;
        this.rewriteSpec = rewriteSpec;
        this.submission = submission;
        this.guards = guards;
    }

    /**
     * Returns a copy of this function that also refuses state of a job with other endpoints.
     *
     * @param acceptChangedTopics whether to accept changed outputs
     */
    public DetectFunction guarding(Endpoints.Lookup endpoints, boolean acceptChangedTopics) {
        return new DetectFunction(
                thresholds, ttl, rewriteSpec, submission, guards.withEndpoints(endpoints, acceptChangedTopics));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        guards.restore(context, getRuntimeContext().getTaskInfo());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        guards.snapshot(getRuntimeContext().getTaskInfo());
    }

    @Override
    public void open(OpenContext context) {
        detector = new HotKeyDetector(ttl, guards.forgetBeforeMillis());
        counts = new StateCounts(getRuntimeContext().getState(States.COUNT));
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        hotKeys = new HotKeys(
                getRuntimeContext(),
                new HintPolicy(submission, ttl),
                thresholds.byDefault(),
                metrics.counter(Metrics.HOT_IDS));
        keys = metrics.counter(Metrics.KEYS);
        records = new EventRecords(rewriteSpec, metrics);
    }

    /**
     * Puts another store, such as a cache, in front of the counts. Call it at most once, after
     * {@link #open}.
     */
    void wrapCounts(UnaryOperator<CountStore> wrapper) {
        counts = wrapper.apply(counts);
    }

    @Override
    public void processElement(DetectorInput input, Context context, Collector<OutputRecord> out) throws Exception {
        if (input instanceof Event event) {
            count(event, context, out);
        } else {
            count((GateCount) input, context);
        }
    }

    private void count(Event event, Context context, Collector<OutputRecord> out) throws Exception {
        CounterKey key = event.key();
        long threshold = thresholds.of(event);
        KeyCount before = counts.get(key);
        Decision decision =
                detector.decide(before, key, threshold, context.timerService().currentProcessingTime());
        counts.put(key, decision.after());
        if (decision.needsTimer()) {
            context.timerService().registerProcessingTimeTimer(Timers.expiry(decision.expiryMillis()));
        }
        if (decision.beginsLife()) {
            keys.inc();
            if (before != null) {
                hotKeys.end(before, context);
            }
        }
        if (decision.isHot()) {
            int rewrites = rewrite(event, context, out);
            hotKeys.onEvent(event, decision.after(), decision.opens(), threshold, rewrites, context);
        } else {
            out.collect(records.admit(event));
        }
    }

    /** Returns the number of rewritten events: 1, or 0 if the event became a dead letter. */
    private int rewrite(Event event, Context context, Collector<OutputRecord> out) {
        OutputRecord record = records.rewrite(event);
        if (record.route() == Route.DEAD_LETTERS) {
            out.collect(record);
            return 0;
        }
        context.output(SideOutputs.SCATTERED, record);
        return 1;
    }

    /**
     * Counts the gate's events if the life of the key that they belong to still lasts; they never begin
     * one.
     */
    private void count(GateCount gate, Context context) throws Exception {
        KeyCount before = counts.get(gate.key());
        HotKeyState hot = before == null ? null : hotKeys.get(before);
        if (hot == null || hot.life() != gate.life()) {
            return;
        }
        KeyCount after = detector.add(before, gate);
        counts.put(gate.key(), after);
        hotKeys.onGateCount(gate.key(), hot, after, gate.rewritten(), context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out) throws Exception {
        KeyCount count = counts.get(context.getCurrentKey());
        if (count == null) {
            return;
        }
        HotKeyState hot = hotKeys.get(count);
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME && !HotKeys.isReport(timestamp, hot)) {
            forgetIfExpired(timestamp, count, context);
        } else if (hot != null) {
            hotKeys.report(hot, count, context);
        }
    }

    private void forgetIfExpired(long timestamp, KeyCount count, OnTimerContext context) throws Exception {
        CounterKey key = context.getCurrentKey();
        if (detector.isExpired(count, key, context.timerService().currentProcessingTime())) {
            hotKeys.end(count, context);
            counts.remove(key);
        } else {
            context.timerService()
                    .registerProcessingTimeTimer(Timers.nextExpiry(timestamp, detector.expiryMillis(count, key)));
        }
    }
}
