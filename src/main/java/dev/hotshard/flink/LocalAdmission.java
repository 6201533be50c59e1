package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.AdmissionSlack;
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
    private final int allowance;
    private final long generationMillis;

    private LocalAdmission(AdmissionSketch sketch, int allowance, Duration ttl) {
        this.sketch = sketch;
        this.allowance = allowance;
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
        LocalAdmission restored = new LocalAdmission(sketch, slack.allowance(gates), ttl);
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

    void register(Metrics metrics) {
        metrics.gauge(Metrics.SKETCH_FILL, () -> sketch.fill(allowance));
    }

    /** What a gate subtask may admit of a key; 0 if the slack is too small for so many subtasks. */
    int allowance() {
        return allowance;
    }

    /**
     * Has the processor fetch what {@link #admit} will read of the key; see {@link AdmissionSketch#touch}.
     */
    int touch(CounterKey key) {
        return sketch.touch(key);
    }

    /** Whether the event is admitted here; the key's count is one more then. */
    boolean admit(CounterKey key) {
        return sketch.admit(key, allowance);
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
