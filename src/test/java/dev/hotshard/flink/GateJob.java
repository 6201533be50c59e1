package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.testkit.reference.ReadNotice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** One run of the job of a {@link GateModel}: its gates and detectors, and the exchange between them. */
final class GateJob implements AutoCloseable {

    /** How a run is started. */
    record Settings(Thresholds thresholds, UUID submission, AdmissionSlack slack, int detectors, int gates) {}

    /** The state of all operators. */
    record State(OperatorSubtaskState detectors, int detectorCount, OperatorSubtaskState gates, int gateCount) {}

    /** Receives what the job emits, in order. */
    interface Observer {

        /** @param position the position of the event in the input */
        void decided(long position, boolean passed, boolean atGate);

        void noticed(List<ReadNotice> notices);

        void hinted(List<Hint> hints);
    }

    private final Observer observer;
    private final List<GateHarness> gates = new ArrayList<>();
    /** For each gate, the inputs that it has sent and no detector has received. */
    private final List<Deque<DetectorInput>> exchange = new ArrayList<>();

    private final List<DetectHarness> detectors = new ArrayList<>();
    private final Map<Object, Integer> seen = new HashMap<>();

    /** @param from the state to resume from, or null */
    GateJob(State from, Settings settings, long nowMillis, Observer observer) throws Exception {
        this.observer = observer;
        for (int i = 0; i < settings.detectors(); i++) {
            DetectFunction function = new DetectFunction(
                    settings.thresholds(), DetectHarness.TTL, DetectHarness.REWRITE_SPEC, false, settings.submission());
            detectors.add(
                    from == null
                            ? DetectHarness.start(function, nowMillis, settings.detectors(), i)
                            : DetectHarness.resume(
                                    from.detectors(),
                                    from.detectorCount(),
                                    function,
                                    nowMillis,
                                    settings.detectors(),
                                    i));
            collect(detectors.get(i));
        }
        for (int i = 0; i < settings.gates(); i++) {
            gates.add(
                    from == null
                            ? GateHarness.start(settings.thresholds(), settings.slack(), nowMillis, settings.gates(), i)
                            : GateHarness.resume(
                                    from.gates(),
                                    from.gateCount(),
                                    settings.thresholds(),
                                    settings.slack(),
                                    nowMillis,
                                    settings.gates(),
                                    i));
            exchange.add(new ArrayDeque<>());
        }
    }

    int gates() {
        return gates.size();
    }

    int detectors() {
        return detectors.size();
    }

    void read(Event event, int gate) throws Exception {
        gates.get(gate).process(event);
        collect(gate);
    }

    void learn(Collection<Hint> hints, int gate, long nowMillis) {
        gates.get(gate).hotKeys.learn(hints, nowMillis);
    }

    /** Delivers the next input from a gate to its detector, if there is one. */
    void detect(int gate) throws Exception {
        DetectorInput input = exchange.get(gate).poll();
        if (input == null) {
            return;
        }
        int subtask = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                input.key(), DetectHarness.MAX_PARALLELISM, detectors.size());
        detectors.get(subtask).process(input);
        collect(detectors.get(subtask));
    }

    /** Empties the exchange. */
    void detectAll() throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            while (!exchange.get(gate).isEmpty()) {
                detect(gate);
            }
        }
    }

    /** Takes a checkpoint, before whose barrier all held events leave the gates. */
    State snapshot() throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            gates.get(gate).beforeBarrier();
            collect(gate);
        }
        detectAll();
        List<OperatorSubtaskState> gateStates = new ArrayList<>();
        for (GateHarness gate : gates) {
            gateStates.add(gate.snapshot());
        }
        List<OperatorSubtaskState> detectorStates = new ArrayList<>();
        for (DetectHarness detector : detectors) {
            detectorStates.add(detector.snapshot());
        }
        return new State(
                DetectHarness.merge(detectorStates), detectors.size(), DetectHarness.merge(gateStates), gates.size());
    }

    void setTime(long millis) throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            gates.get(gate).setTime(millis);
            collect(gate);
        }
        for (DetectHarness detector : detectors) {
            detector.setTime(millis);
            collect(detector);
        }
    }

    /** Ends the input. */
    void end() throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            gates.get(gate).end();
            collect(gate);
        }
        detectAll();
        for (DetectHarness detector : detectors) {
            detector.end();
            collect(detector);
        }
    }

    private void collect(int gate) {
        GateHarness harness = gates.get(gate);
        exchange.get(gate).addAll(news(List.of(harness, "out"), harness.out()));
        for (OutputRecord record : news(List.of(harness, "gated"), harness.gated())) {
            boolean passed = record.headers().equals(Headers.NONE);
            observer.decided(record.timestampMillis(), passed, true);
        }
    }

    private void collect(DetectHarness detector) {
        for (OutputRecord record : news(List.of(detector, "cold"), detector.cold())) {
            observer.decided(record.timestampMillis(), true, false);
        }
        for (OutputRecord record : news(List.of(detector, "rewritten"), detector.rewritten())) {
            observer.decided(record.timestampMillis(), false, false);
        }
        observer.noticed(news(List.of(detector, "notices"), detector.told()));
        observer.hinted(news(List.of(detector, "hints"), detector.hints()));
    }

    private <T> List<T> news(Object source, List<T> all) {
        int before = seen.getOrDefault(source, 0);
        seen.put(source, all.size());
        return all.subList(before, all.size());
    }

    /** Stops the job as a failure does. */
    @Override
    public void close() throws Exception {
        for (GateHarness gate : gates) {
            gate.close();
        }
        for (DetectHarness detector : detectors) {
            detector.close();
        }
    }
}
