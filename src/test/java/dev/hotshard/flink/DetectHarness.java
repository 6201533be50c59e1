package dev.hotshard.flink;

import dev.hotshard.detect.CountCache;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.Notices;
import dev.hotshard.testkit.reference.ReadNotice;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A detector subtask whose state and clock the test controls. */
final class DetectHarness implements AutoCloseable {

    static final Duration TTL = Duration.ofHours(48);
    static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneId.of("UTC"));
    static final UUID SUBMISSION = new UUID(1, 2);
    static final RewriteSpec REWRITE_SPEC = rewriteSpec(SPEC);

    static final int MAX_PARALLELISM = 24;

    private final KeyedOneInputStreamOperatorTestHarness<CounterKey, DetectorInput, OutputRecord> harness;

    private DetectHarness(
            KeyedProcessOperator<CounterKey, DetectorInput, OutputRecord> operator,
            StateBackend backend,
            int parallelism,
            int subtask)
            throws Exception {
        this(operator, backend, MAX_PARALLELISM, parallelism, subtask);
    }

    private DetectHarness(
            KeyedProcessOperator<CounterKey, DetectorInput, OutputRecord> operator,
            StateBackend backend,
            int maxParallelism,
            int parallelism,
            int subtask)
            throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator, DetectorInput::key, Types.COUNTER_KEY, maxParallelism, parallelism, subtask);
        harness.setStateBackend(backend);
        harness.setup(Types.OUTPUT_RECORD.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
    }

    /** A spec without limits, so that every event can be rewritten. */
    static RewriteSpec rewriteSpec(KeySpec spec) {
        return new RewriteSpec(spec, 1 << 20, ScatterMode.DEDUP, "in", record -> true);
    }

    static DetectHarness start(long threshold) throws Exception {
        return start(threshold, new HashMapStateBackend());
    }

    static DetectHarness start(long threshold, StateBackend backend) throws Exception {
        return start(operator(function(threshold)), backend);
    }

    /** An operator with a cache for a few keys, unless its state is on the heap. */
    private static DetectOperator operator(DetectFunction function) {
        return new DetectOperator(function, 4 * CountCache.SET_BYTES);
    }

    static DetectFunction function(long threshold) {
        return new DetectFunction(Thresholds.fixed(threshold), TTL, REWRITE_SPEC, false, SUBMISSION);
    }

    static DetectHarness start(DetectFunction function) throws Exception {
        return start(operator(function), new HashMapStateBackend());
    }

    private static DetectHarness start(
            KeyedProcessOperator<CounterKey, DetectorInput, OutputRecord> operator, StateBackend backend)
            throws Exception {
        DetectHarness started = new DetectHarness(operator, backend, 1, 0);
        started.harness.open();
        return started;
    }

    /** Resumes a detector from a state. */
    static DetectHarness resume(OperatorSubtaskState state, DetectFunction function, long nowMillis) throws Exception {
        return resume(state, function, nowMillis, 1, 0);
    }

    /** Starts one of several subtasks with the state of a single one. */
    static DetectHarness resume(
            OperatorSubtaskState state, DetectFunction function, long nowMillis, int parallelism, int subtask)
            throws Exception {
        return resume(state, 1, function, nowMillis, parallelism, subtask);
    }

    /** Resumes a detector from a state in a backend of the same kind. */
    static DetectHarness resume(OperatorSubtaskState state, long threshold, StateBackend backend, long nowMillis)
            throws Exception {
        return resume(state, new DetectHarness(operator(function(threshold)), backend, 1, 0), nowMillis);
    }

    /** Starts one of several subtasks with the {@linkplain #merge merged} state of {@code before} others. */
    static DetectHarness resume(
            OperatorSubtaskState state,
            int before,
            DetectFunction function,
            long nowMillis,
            int parallelism,
            int subtask)
            throws Exception {
        return resume(
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, before, parallelism, subtask),
                new DetectHarness(operator(function), new HashMapStateBackend(), parallelism, subtask),
                nowMillis);
    }

    /** Starts one of several subtasks with the state that a job's detector left in a savepoint. */
    static DetectHarness resume(OperatorState state, DetectFunction function, int parallelism, int subtask)
            throws Exception {
        int keyGroups = state.getMaxParallelism();
        return resume(
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        merge(List.copyOf(state.getStates())), keyGroups, state.getParallelism(), parallelism, subtask),
                new DetectHarness(operator(function), new HashMapStateBackend(), keyGroups, parallelism, subtask),
                0);
    }

    private static DetectHarness resume(OperatorSubtaskState state, DetectHarness resumed, long nowMillis)
            throws Exception {
        resumed.harness.setProcessingTime(nowMillis);
        resumed.harness.initializeState(state);
        resumed.harness.open();
        return resumed;
    }

    /** Starts one of several subtasks. */
    static DetectHarness start(DetectFunction function, long nowMillis, int parallelism, int subtask) throws Exception {
        DetectHarness started = new DetectHarness(operator(function), new HashMapStateBackend(), parallelism, subtask);
        started.harness.setProcessingTime(nowMillis);
        started.harness.open();
        return started;
    }

    /** Merges the states of all subtasks into one. */
    static OperatorSubtaskState merge(List<OperatorSubtaskState> states) throws Exception {
        return AbstractStreamOperatorTestHarness.repackageState(states.toArray(OperatorSubtaskState[]::new));
    }

    void process(DetectorInput event) throws Exception {
        harness.processElement(new StreamRecord<>(event));
    }

    void process(Event event, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            process(event);
        }
    }

    void setTime(long millis) throws Exception {
        harness.setProcessingTime(millis);
    }

    OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }

    /** The events that passed, under their ids. */
    List<OutputRecord> cold() {
        return HarnessOutputs.of(harness.extractOutputValues(), Route.EVENTS);
    }

    List<OutputRecord> rewritten() {
        return values(SideOutputs.SCATTERED);
    }

    List<DeadLetter> deadLetters() {
        return HarnessOutputs.deadLetters(harness.extractOutputValues());
    }

    List<ReadNotice> alerts() {
        return told(ReadNotice.Type.OPENED);
    }

    List<ReadNotice> totals() {
        return told(ReadNotice.Type.TOTAL);
    }

    /** Alerts and totals, in order. */
    List<ReadNotice> told() {
        return values(SideOutputs.NOTICES).stream().map(Notices::read).toList();
    }

    private List<ReadNotice> told(ReadNotice.Type type) {
        return told().stream().filter(id -> id.type() == type).toList();
    }

    List<Hint> hints() {
        return values(SideOutputs.HINTS);
    }

    /** Ends the input. */
    void end() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
    }

    /** A value in the state of a key, or null. */
    <T> T value(ValueStateDescriptor<T> state, CounterKey key) throws Exception {
        harness.getOperator().setCurrentKey(key);
        return harness.getOperator()
                .getKeyedStateBackend()
                .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, state)
                .value();
    }

    /** The number of keys with a count. */
    int keys() {
        return (int) harness.getOperator()
                .getKeyedStateBackend()
                .getKeys(States.COUNT.getName(), VoidNamespace.INSTANCE)
                .count();
    }

    /** The number of values in state and of event-time timers. */
    int entries() {
        return harness.numKeyedStateEntries() + harness.numEventTimeTimers();
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    private <X> List<X> values(OutputTag<X> tag) {
        return HarnessOutputs.of(harness, tag);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
