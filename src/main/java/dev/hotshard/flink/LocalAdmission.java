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
 * Decides which events a gate admits without the detector: the first ones of each key, within the bound of
 * {@link AdmissionSketch}. After a restore, each subtask starts with an equal share of the events that all
 * subtasks had admitted.
 */
final class LocalAdmission {

    private final AdmissionSketch sketch;
    private final Allowances allowances;
    private final long generationMillis;

    private LocalAdmission(AdmissionSketch sketch, Allowances allowances, Duration ttl) {
        this.sketch = sketch;
        this.allowances = allowances;
        // The longest time that the detector remembers a key without an event.
        generationMillis = ttl.toMillis() + ttl.toMillis() / 16 + 1;
    }

    /**
     * Restores the sketch, or creates one. Without slack returns null and drops restored state.
     *
     * @param gates the gate's parallelism
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
        // The state refers to the live sketch, which each checkpoint copies.
        state.update(List.of(SketchSum.of(sketch)));
        LocalAdmission restored = new LocalAdmission(sketch, slack.allowances(gates), ttl);
        sketch.resume(nowMillis, restored.generationMillis);
        return restored;
    }

    /** Clears restored state. A job without slack registers none unless it was restored. */
    private static void drop(OperatorStateStore store) throws Exception {
        if (store.getRegisteredStateNames().contains(States.ADMISSION.getName())) {
            ListState<SketchSum> state = store.getUnionListState(States.ADMISSION);
            SketchSum sum = sum(state.get());
            if (sum != null) {
                // The serializer that read the sum retains its memory until the shares are taken.
                sum.takeShare(1, AdmissionSketch.BLOCK);
            }
            state.clear();
        }
    }

    /** The restored sum, or null. The list has the same instance for each sketch that was added to it. */
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

    /** @param threshold the threshold whose allowance a full counter has reached */
    void register(Metrics metrics, long threshold) {
        int allowance = allowances.of(threshold);
        metrics.gauge(Metrics.SKETCH_FILL, () -> sketch.fill(allowance));
    }

    /**
     * The number of events of a key that a subtask may admit under a threshold; 0 if the slack is too small
     * for the parallelism.
     */
    int allowance(long threshold) {
        return allowances.of(threshold);
    }

    /**
     * Makes the processor fetch the memory that {@link #admit} will read; see
     * {@link AdmissionSketch#touch}.
     */
    int touch(CounterKey key) {
        return sketch.touch(key);
    }

    /**
     * Whether to admit an event of the key; if so, its count is incremented.
     *
     * @param threshold the event's own threshold
     */
    boolean admit(CounterKey key, long threshold) {
        return sketch.admit(key, allowances.of(threshold));
    }

    /**
     * Uses up the allowance of a hot key, so that the gate admits none of its events once its last hint has
     * ended. Call this at least once in TTL/32 while events of the key arrive.
     */
    void exhaust(CounterKey key) {
        sketch.exhaust(key);
    }

    /** Advances the clock; see {@link AdmissionSketch#tick}. */
    void tick(long nowMillis) {
        sketch.tick(nowMillis, generationMillis);
    }
}
