package dev.hotshard.flink;

import dev.hotshard.detect.CountStore;
import dev.hotshard.detect.HintPolicy;
import dev.hotshard.detect.HotKeyDetector;
import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.flink.serde.CountCell;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.notice.OpenedNotice;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the events of each key in keyed state. Events of cold keys go on, those of hot ones leave
 * rewritten by {@link SideOutputs#REWRITTEN}. Of a hot key it tells by {@link SideOutputs#HOT_IDS} that it became hot,
 * and how much of it was rewritten: once a minute at the most, and once more when the input ends. By
 * {@link SideOutputs#HINTS} it tells the gate.
 *
 * <p>State of a key: one {@link CountCell} and one timer in processing time, which is moved on when it
 * fires, never for an event; a key that is overdue when an event comes first is forgotten all the same.
 * State of a hot key: one {@link HotKeyState} and the alert more, a timer while a total is due, and one in event
 * time that only the end of the input fires.
 */
public final class DetectFunction extends KeyedProcessFunction<CounterKey, DetectorInput, Event>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final long END_OF_INPUT = Long.MAX_VALUE;

    private final long threshold;
    private final Duration ttl;
    private final RewriteSpec rules;
    private final boolean forgetChanged;
    private final UUID submission;
    private final Endpoints.Lookup endpoints;
    private final boolean acceptChangedTopics;

    private transient KeySpecGuard guard;
    private transient EndpointGuard endpointGuard;
    private transient HotKeyDetector detector;
    private transient HintPolicy announcer;
    private transient Rewriter rewriter;
    private transient CountStore counts;
    private transient ValueState<HotKeyState> hotKeys;
    private transient ValueState<OpenedNotice> alerts;
    private transient Counter keys;
    private transient Counter hotIds;
    private transient Counter rewritten;
    private transient DeadLetters deadLetters;

    /**
     * @param rules how hot events are rewritten, and what the counter keys mean: state that was kept under
     *     others is refused
     * @param forgetChanged forget such state instead
     * @param submission borne by all hints, so that no other run of a job with other limits or older state
     *     follows them; null to give none
     */
    public DetectFunction(long threshold, Duration ttl, RewriteSpec rules, boolean forgetChanged, UUID submission) {
        this(threshold, ttl, rules, forgetChanged, submission, () -> Endpoints.NONE, false);
    }

    private DetectFunction(
            long threshold,
            Duration ttl,
            RewriteSpec rules,
            boolean forgetChanged,
            UUID submission,
            Endpoints.Lookup endpoints,
            boolean acceptChangedTopics) {
        this.threshold = threshold;
        this.ttl = ttl;
        this.rules = rules;
        this.forgetChanged = forgetChanged;
        this.submission = submission;
        this.endpoints = endpoints;
        this.acceptChangedTopics = acceptChangedTopics;
    }

    /**
     * The same, which refuses state of a job with other endpoints.
     *
     * @param acceptChangedTopics go on with other endpoints that are written
     */
    public DetectFunction guarding(Endpoints.Lookup endpoints, boolean acceptChangedTopics) {
        return new DetectFunction(threshold, ttl, rules, forgetChanged, submission, endpoints, acceptChangedTopics);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        guard = KeySpecGuard.restore(context, rules.keyRules(), forgetChanged, System.currentTimeMillis());
        endpointGuard = EndpointGuard.restore(
                context,
                endpoints,
                acceptChangedTopics,
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        guard.snapshot(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
        endpointGuard.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        detector = new HotKeyDetector(threshold, ttl, guard.forgetBeforeMillis());
        announcer = new HintPolicy(submission, ttl);
        rewriter = new Rewriter(rules);
        counts = new StateCounts(getRuntimeContext().getState(States.COUNT));
        hotKeys = getRuntimeContext().getState(States.HOT_KEY);
        alerts = getRuntimeContext().getState(States.ALERT);
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        keys = metrics.counter(Metrics.KEYS);
        hotIds = metrics.counter(Metrics.HOT_IDS);
        rewritten = metrics.counter(Metrics.REWRITTEN);
        deadLetters = new DeadLetters(metrics);
    }

    /** Has counts looked up elsewhere before their state; once, after {@link #open}. */
    void countThrough(UnaryOperator<CountStore> before) {
        counts = before.apply(counts);
    }

    @Override
    public void processElement(DetectorInput counted, Context context, Collector<Event> out) throws Exception {
        if (counted instanceof Event event) {
            count(event, context, out);
        } else {
            count((GateCount) counted, context);
        }
    }

    private void count(Event event, Context context, Collector<Event> out) throws Exception {
        CounterKey key = event.key();
        long now = context.timerService().currentProcessingTime();
        KeyCount before = counts.get(key);
        KeyCount after = detector.count(before, key, now);
        counts.put(key, after);
        if (before == null) {
            context.timerService().registerProcessingTimeTimer(Timers.expiry(detector.expiryMillis(after, key)));
        }
        if (after.count() == 1) {
            keys.inc();
            if (before != null) {
                endLife(before, context, now);
            }
        }
        if (detector.isHot(after)) {
            rewrite(event, before, after, context, now);
        } else {
            out.collect(event);
        }
    }

    private void rewrite(Event event, KeyCount before, KeyCount after, Context context, long now) throws Exception {
        HotKeyState hot =
                HotKeyDetector.opens(before, after) ? open(event, after, context) : known(event, after, context);
        OutputRecord record = rewriter.rewrite(event);
        if (record == null) {
            deadLetters.add(event.source(), rewriter.rejection(), context::output);
        } else {
            rewritten.inc();
            context.output(SideOutputs.REWRITTEN, record);
        }
        add(record == null ? 0 : 1, hot, announcer.onEvent(event.key(), hot, after, now), context, now);
    }

    private HotKeyState open(Event crossing, KeyCount count, Context context) throws IOException {
        OpenedNotice alert = detector.alert(crossing, count);
        hotIds.inc();
        context.output(SideOutputs.HOT_IDS, HotIdNotice.of(alert));
        return keep(alert, context);
    }

    /** State of a build that knew no totals has the count only; its alert was raised then. */
    private HotKeyState known(Event event, KeyCount count, Context context) throws IOException {
        HotKeyState hot = hotKeys.value();
        return hot == null ? keep(detector.alert(event, count), context) : hot;
    }

    private HotKeyState keep(OpenedNotice alert, Context context) throws IOException {
        alerts.update(alert);
        context.timerService().registerEventTimeTimer(END_OF_INPUT);
        return new HotKeyState(alert);
    }

    /** What the gate kept is counted while its life of the key goes on, and never begins one. */
    private void count(GateCount gate, Context context) throws Exception {
        KeyCount before = counts.get(gate.key());
        HotKeyState hot = hotKeys.value();
        if (before == null || hot == null || hot.life() != gate.life()) {
            return;
        }
        KeyCount after = detector.add(before, gate);
        counts.put(gate.key(), after);
        long now = context.timerService().currentProcessingTime();
        Hint hint = detector.isHot(after) ? announcer.onGateCount(gate.key(), hot, after, now) : null;
        add(gate.rewritten(), hot, hint, context, now);
    }

    private void add(long newlyRewritten, HotKeyState hot, Hint hint, Context context, long now) throws IOException {
        if (hot.add(newlyRewritten, now)) {
            context.timerService().registerProcessingTimeTimer(Timers.report(hot.reportDueMillis()));
        }
        if (hint != null) {
            context.output(SideOutputs.HINTS, hint);
        }
        hotKeys.update(hot);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Event> out) throws Exception {
        KeyCount count = counts.get(context.getCurrentKey());
        if (count == null) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        HotKeyState hot = count.opened() ? hotKeys.value() : null;
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME && !isReport(timestamp, hot)) {
            forgetIfExpired(timestamp, count, context, now);
        } else if (hot != null) {
            report(hot, count, context, now);
        }
    }

    private static boolean isReport(long timestamp, HotKeyState hot) {
        return hot != null && hot.isReportDue() && timestamp == Timers.report(hot.reportDueMillis());
    }

    private void forgetIfExpired(long timestamp, KeyCount count, OnTimerContext context, long now) throws Exception {
        CounterKey key = context.getCurrentKey();
        if (detector.isExpired(count, key, now)) {
            endLife(count, context, now);
            counts.remove(key);
        } else {
            context.timerService()
                    .registerProcessingTimeTimer(Timers.nextExpiry(timestamp, detector.expiryMillis(count, key)));
        }
    }

    /** Tells what was not told yet of a life that is over. */
    private void endLife(KeyCount count, Context context, long now) throws Exception {
        HotKeyState hot = count.opened() ? hotKeys.value() : null;
        if (hot == null) {
            return;
        }
        if (hot.isReportDue()) {
            context.timerService().deleteProcessingTimeTimer(Timers.report(hot.reportDueMillis()));
            report(hot, count, context, now);
        }
        context.timerService().deleteEventTimeTimer(END_OF_INPUT);
        hotKeys.clear();
        alerts.clear();
    }

    private void report(HotKeyState hot, KeyCount count, Context context, long now) throws IOException {
        context.output(SideOutputs.HOT_IDS, HotIdNotice.of(hot.report(alerts.value(), count, threshold, now)));
        hotKeys.update(hot);
    }
}
