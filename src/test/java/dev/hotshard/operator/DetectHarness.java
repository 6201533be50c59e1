package dev.hotshard.operator;

import dev.hotshard.detect.HotId;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.KeyRules;
import dev.hotshard.testkit.ReferenceDetector;
import dev.hotshard.wire.Types;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A detector subtask with its state and clock in the test's hand. */
final class DetectHarness implements AutoCloseable {

    static final Duration TTL = Duration.ofHours(48);
    static final KeyRules RULES = ReferenceDetector.rules(ZoneId.of("UTC"));

    private static final int MAX_PARALLELISM = 720;

    private final KeyedOneInputStreamOperatorTestHarness<CounterKey, Event, Event> harness;

    private DetectHarness(DetectFunction function, StateBackend backend, int parallelism, int subtask) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), Event::key,
                Types.COUNTER_KEY, MAX_PARALLELISM, parallelism, subtask);
        harness.setStateBackend(backend);
        harness.setup(Types.EVENT.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    }

    static DetectHarness start(long threshold) throws Exception {
        return start(threshold, new HashMapStateBackend());
    }

    static DetectHarness start(long threshold, StateBackend backend) throws Exception {
        DetectHarness started = new DetectHarness(new DetectFunction(threshold, TTL, RULES, false), backend, 1, 0);
        started.harness.open();
        return started;
    }

    /** A detector that goes on with {@code state}, its clock at {@code nowMillis}. */
    static DetectHarness resume(OperatorSubtaskState state, DetectFunction function, long nowMillis) throws Exception {
        return resume(state, function, nowMillis, 1, 0);
    }

    /** One of several subtasks that go on with the {@code state} of one. */
    static DetectHarness resume(
            OperatorSubtaskState state, DetectFunction function, long nowMillis, int parallelism, int subtask) throws Exception {
        DetectHarness resumed = new DetectHarness(function, new HashMapStateBackend(), parallelism, subtask);
        resumed.harness.setProcessingTime(nowMillis);
        resumed.harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, 1, parallelism, subtask));
        resumed.harness.open();
        return resumed;
    }

    void process(Event event) throws Exception {
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
        return harness.snapshot(1, 1);
    }

    List<Event> cold() {
        return harness.extractOutputValues();
    }

    List<Event> hot() {
        return values(Tags.HOT);
    }

    List<HotId> alerts() {
        return values(Tags.HOT_IDS);
    }

    int keys() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    private <X> List<X> values(OutputTag<X> tag) {
        Collection<StreamRecord<X>> records = harness.getSideOutput(tag);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
