package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.Allowances;
import dev.hotshard.detect.gate.SketchSum;
import dev.hotshard.event.CounterKey;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Lets a gate admit a key's first events by itself, as {@link AdmissionSketch} bounds it. Each subtask
 * begins with an equal share of what all have admitted up to the checkpoint.
 */
final class LocalAdmission {

    private final AdmissionSketch sketch;
    private final Allowances allowances;
    private final long generationMillis;

    private LocalAdmission(AdmissionSketch sketch, Allowances allowances, Duration ttl) {
        this.sketch = sketch;
        this.allowances = allowances;
        // The longest that the detector remembers a key without an event.
        generationMillis = ttl.toMillis() + ttl.toMillis() / 16 + 1;
    }

    /**
     * What a checkpoint left, or a new one; null without slack, and then what a checkpoint left is dropped.
     *
     * @param gates how many subtasks the gate has
     */
    static LocalAdmission restore(
            StateInitializationContext context, AdmissionSlack slack, Duration ttl, int gates, long nowMillis)
            throws Exception {
        OperatorStateStore store = context.getOperatorStateStore();
        if (!slack.isOn()) {
            drop(store);
            return null;
        }
        ListState<SketchSum> state = store.getUnionListState(States.ADMISSION);
        SketchSum sum = sum(state.get());
        AdmissionSketch sketch = sum == null
                ? new AdmissionSketch(slack.sketchBytes(), nowMillis)
                : sum.takeShare(gates, slack.sketchBytes());
        // What it is from here on: copied with each checkpoint.
        state.update(List.of(SketchSum.of(sketch)));
        LocalAdmission restored = new LocalAdmission(sketch, slack.allowances(gates), ttl);
        sketch.resume(nowMillis, restored.generationMillis);
        return restored;
    }

    /** An exact job has no state here, so none is registered where there was none. */
    private static void drop(OperatorStateStore store) throws Exception {
        if (store.getRegisteredStateNames().contains(States.ADMISSION.getName())) {
            ListState<SketchSum> state = store.getUnionListState(States.ADMISSION);
            SketchSum sum = sum(state.get());
            if (sum != null) {
                // Its memory is kept until then by the serializer that read it.
                sum.takeShare(1, AdmissionSketch.BLOCK);
            }
            state.clear();
        }
    }

    /** All that was restored, or null: one sum, given once for each sketch in it. */
    private static SketchSum sum(Iterable<SketchSum> restored) {
        SketchSum sum = null;
        for (SketchSum next : restored) {
            if (sum != null && next != sum) {
                throw new IllegalStateException("sketches were not added up while they were read");
            }
            sum = next;
        }
        return sum;
    }

    /** @param threshold by whose allowance the sketch is full */
    void register(Metrics metrics, long threshold) {
        int allowance = allowances.of(threshold);
        metrics.gauge(Metrics.SKETCH_FILL, () -> sketch.fill(allowance));
    }

    /**
     * What a gate subtask may admit of a key under a threshold; 0 if the slack is too small for so many
     * subtasks.
     */
    int allowance(long threshold) {
        return allowances.of(threshold);
    }

    /**
     * Has the processor fetch what {@link #admit} will read of the key; see {@link AdmissionSketch#touch}.
     */
    int touch(CounterKey key) {
        return sketch.touch(key);
    }

    /**
     * Whether an event is admitted here; the key's count is one more then.
     *
     * @param threshold the event's own
     */
    boolean admit(CounterKey key, long threshold) {
        return sketch.admit(key, allowances.of(threshold));
    }

    /**
     * A hot key is admitted no more, even after the last hint has ended; to be told at least once a TTL/32
     * while events come.
     */
    void exhaust(CounterKey key) {
        sketch.exhaust(key);
    }

    void tick(long nowMillis) {
        sketch.tick(nowMillis, generationMillis);
    }
}
