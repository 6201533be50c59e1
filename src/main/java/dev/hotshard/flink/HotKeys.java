package dev.hotshard.flink;

import dev.hotshard.detect.HintPolicy;
import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.notice.NoticeJson;
import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.notice.TotalNotice;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;

/**
 * Keeps the state of hot keys. When a key becomes hot, emits an alert to {@link SideOutputs#NOTICES}, then
 * a running total at most once a minute, and a final one at the end of the input. Emits hints for the gate
 * to {@link SideOutputs#HINTS} in the meantime.
 *
 * <p>State of a hot key: a {@link HotKeyState}, the alert, a timer while a total is due, and one in event
 * time that only the end of the input fires. All methods apply to the current key.
 */
final class HotKeys {

    private static final long END_OF_INPUT = Long.MAX_VALUE;

    private final ValueState<HotKeyState> states;
    private final ValueState<OpenedNotice> alerts;
    private final HintPolicy hintPolicy;
    private final long threshold;
    private final Counter opened;

    /**
     * @param threshold the threshold that totals report
     * @param opened the counter of alerts
     */
    HotKeys(RuntimeContext context, HintPolicy hintPolicy, long threshold, Counter opened) {
        states = context.getState(States.HOT_KEY_STATE);
        alerts = context.getState(States.OPENED_NOTICE);
        this.hintPolicy = hintPolicy;
        this.threshold = threshold;
        this.opened = opened;
    }

    /** The state of the key in its current life, or null if it has not become hot in it. */
    HotKeyState get(KeyCount count) throws IOException {
        return count.opened() ? states.value() : null;
    }

    /**
     * Processes a hot event.
     *
     * @param count the key's count, this event included
     * @param opens whether the event is the first hot one in this life of the key
     * @param threshold the event's own threshold
     * @param rewritten 1 if it was rewritten, 0 if it could not be
     */
    void onEvent(
            Event event, KeyCount count, boolean opens, long threshold, int rewritten, DetectFunction.Context context)
            throws IOException {
        HotKeyState hot = opens ? open(event, count, threshold, context) : states.value();
        long now = context.timerService().currentProcessingTime();
        add(hot, rewritten, hintPolicy.onEvent(event.key(), hot, count, now), context);
    }

    private HotKeyState open(Event crossing, KeyCount count, long threshold, DetectFunction.Context context)
            throws IOException {
        OpenedNotice alert = OpenedNotice.of(crossing, threshold, count.count(), count.lastSeenMillis());
        alerts.update(alert);
        context.timerService().registerEventTimeTimer(END_OF_INPUT);
        opened.inc();
        context.output(SideOutputs.NOTICES, NoticeJson.record(alert));
        return new HotKeyState(alert);
    }

    /** Processes a count of the gate; {@code rewritten} is how many of its events were rewritten. */
    void onGateCount(CounterKey key, HotKeyState hot, KeyCount count, long rewritten, DetectFunction.Context context)
            throws IOException {
        long now = context.timerService().currentProcessingTime();
        add(hot, rewritten, hintPolicy.onGateCount(key, hot, count, now), context);
    }

    private void add(HotKeyState hot, long rewritten, Hint hint, DetectFunction.Context context) throws IOException {
        TimerService timers = context.timerService();
        if (hot.add(rewritten, timers.currentProcessingTime())) {
            timers.registerProcessingTimeTimer(Timers.report(hot.reportDueMillis()));
        }
        if (hint != null) {
            context.output(SideOutputs.HINTS, hint);
        }
        states.update(hot);
    }

    /** Whether a processing-time timer is that of a total, not of the key's expiry. */
    static boolean isReport(long timestamp, HotKeyState hot) {
        return hot != null && hot.isReportDue() && timestamp == Timers.report(hot.reportDueMillis());
    }

    /** Emits the current total. */
    void report(HotKeyState hot, KeyCount count, DetectFunction.Context context) throws IOException {
        long now = context.timerService().currentProcessingTime();
        TotalNotice total = hot.report(alerts.value(), count, threshold, now);
        context.output(SideOutputs.NOTICES, NoticeJson.record(total));
        states.update(hot);
    }

    /**
     * Ends a life of the key: emits a last total if one is due, and clears the state.
     *
     * @param count the count of that life
     */
    void end(KeyCount count, DetectFunction.Context context) throws IOException {
        HotKeyState hot = get(count);
        if (hot == null) {
            return;
        }
        if (hot.isReportDue()) {
            context.timerService().deleteProcessingTimeTimer(Timers.report(hot.reportDueMillis()));
            report(hot, count, context);
        }
        context.timerService().deleteEventTimeTimer(END_OF_INPUT);
        states.clear();
        alerts.clear();
    }
}
