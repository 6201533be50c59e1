package dev.hotshard.operator;

import dev.hotshard.detect.HotKeyDetector;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.KeyRules;
import dev.hotshard.wire.CountCell;
import dev.hotshard.wire.Types;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the events of each key in keyed state. Events of cold keys go on, those of hot ones leave by {@link Tags#HOT}, an
 * alert for each key that became hot by {@link Tags#HOT_IDS}.
 *
 * <p>State of a key: one {@link CountCell} and one timer in processing time. The timer is moved on when it fires, never
 * for an event; a key that is overdue when an event comes first is forgotten all the same.
 */
public final class DetectFunction extends KeyedProcessFunction<CounterKey, Event, Event> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final long threshold;
    private final Duration ttl;
    private final KeyRules rules;
    private final boolean forgetChanged;

    private transient KeyRulesGuard guard;
    private transient HotKeyDetector detector;
    private transient ValueState<CountCell> counts;
    private transient Counter keys;
    private transient Counter hotIds;

    /**
     * @param rules what the counter keys mean; state that was kept under others is refused
     * @param forgetChanged forget such state instead
     */
    public DetectFunction(long threshold, Duration ttl, KeyRules rules, boolean forgetChanged) {
        this.threshold = threshold;
        this.ttl = ttl;
        this.rules = rules;
        this.forgetChanged = forgetChanged;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        guard = KeyRulesGuard.restore(context, rules, forgetChanged, System.currentTimeMillis());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        guard.snapshot(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public void open(OpenContext context) {
        detector = new HotKeyDetector(threshold, ttl, guard.forgetBeforeMillis());
        counts = getRuntimeContext().getState(States.COUNT);
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        keys = metrics.counter(Metrics.KEYS);
        hotIds = metrics.counter(Metrics.HOT_IDS);
    }

    @Override
    public void processElement(Event event, Context context, Collector<Event> out) throws Exception {
        CounterKey key = event.key();
        CountCell cell = counts.value();
        KeyCount before = cell == null ? null : cell.get();
        KeyCount after = detector.count(before, key, context.timerService().currentProcessingTime());
        store(cell, after);
        if (after.count() == 1) {
            keys.inc();
        }
        if (before == null) {
            context.timerService().registerProcessingTimeTimer(detector.expiryMillis(after, key));
        }
        if (HotKeyDetector.opens(before, after)) {
            hotIds.inc();
            context.output(Tags.HOT_IDS, detector.alert(event, after));
        }
        if (detector.isHot(after)) {
            context.output(Tags.HOT, event);
        } else {
            out.collect(event);
        }
    }

    private void store(CountCell cell, KeyCount after) throws IOException {
        if (cell == null) {
            counts.update(new CountCell(after));
        } else {
            cell.set(after);
            // Changed in place already where state is on the heap, written here where it is not.
            counts.update(cell);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Event> out) throws Exception {
        CountCell cell = counts.value();
        if (cell == null) {
            return;
        }
        KeyCount count = cell.get();
        CounterKey key = context.getCurrentKey();
        if (detector.isExpired(count, key, context.timerService().currentProcessingTime())) {
            counts.clear();
        } else {
            context.timerService().registerProcessingTimeTimer(detector.expiryMillis(count, key));
        }
    }
}
