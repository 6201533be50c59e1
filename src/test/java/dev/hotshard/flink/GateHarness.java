package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintTable;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.ScanResult;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.testkit.reference.DeadLetter;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A gate subtask whose clock and hints the test controls. */
final class GateHarness implements AutoCloseable {

    static final long THRESHOLD = 120;

    final HintTable hotKeys = new HintTable();

    private final OneInputStreamOperatorTestHarness<ScanResult, DetectorInput> harness;
    private boolean unsubscribed;

    private GateHarness(Thresholds thresholds, RewriteSpec spec, AdmissionSlack slack, int parallelism, int subtask)
            throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new GateOperator(thresholds, spec, DetectHarness.TTL, new Feed(), DetectHarness.SUBMISSION, slack),
                DetectHarness.MAX_PARALLELISM,
                parallelism,
                subtask);
        harness.setup(Types.DETECTOR_INPUT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
    }

    static GateHarness start(RewriteSpec spec, AdmissionSlack slack, long nowMillis) throws Exception {
        return start(new GateHarness(Thresholds.fixed(THRESHOLD), spec, slack, 1, 0), nowMillis);
    }

    static GateHarness start(long nowMillis) throws Exception {
        return start(AdmissionSlack.NONE, nowMillis, 1, 0);
    }

    /** Starts one of several subtasks. */
    static GateHarness start(AdmissionSlack slack, long nowMillis, int parallelism, int subtask) throws Exception {
        return start(Thresholds.fixed(THRESHOLD), slack, nowMillis, parallelism, subtask);
    }

    /** Starts one of several subtasks. */
    static GateHarness start(Thresholds thresholds, AdmissionSlack slack, long nowMillis, int parallelism, int subtask)
            throws Exception {
        return start(new GateHarness(thresholds, DetectHarness.REWRITE_SPEC, slack, parallelism, subtask), nowMillis);
    }

    private static GateHarness start(GateHarness started, long nowMillis) throws Exception {
        started.setTime(nowMillis);
        started.harness.open();
        return started;
    }

    /**
     * Starts one of several subtasks with the {@linkplain DetectHarness#merge merged} state of {@code before}
     * others.
     */
    static GateHarness resume(
            OperatorSubtaskState state,
            int before,
            Thresholds thresholds,
            AdmissionSlack slack,
            long nowMillis,
            int parallelism,
            int subtask)
            throws Exception {
        GateHarness resumed = new GateHarness(thresholds, DetectHarness.REWRITE_SPEC, slack, parallelism, subtask);
        resumed.setTime(nowMillis);
        resumed.harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, DetectHarness.MAX_PARALLELISM, before, parallelism, subtask));
        resumed.harness.open();
        return resumed;
    }

    /** A slack with a small sketch. */
    static AdmissionSlack slack(String fraction) {
        return new AdmissionSlack(new BigDecimal(fraction), 1 << 12);
    }

    /** Takes a checkpoint as a task does, after all held events have left. */
    OperatorSubtaskState snapshot() throws Exception {
        beforeBarrier();
        return harness.snapshot(1, 1);
    }

    void process(ScanResult event) throws Exception {
        harness.processElement(new StreamRecord<>(event));
    }

    void process(Event event, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            process(event);
        }
    }

    /** Processes an event a number of times; returns how often the gate admits or rewrites it. */
    int admits(Event event, int times) throws Exception {
        int before = gated().size();
        process(event, times);
        beforeBarrier();
        return gated().size() - before;
    }

    void setTime(long millis) throws Exception {
        harness.setProcessingTime(millis);
    }

    void beforeBarrier() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
    }

    /** Ends the input. */
    void end() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
    }

    /** The output to the detector, in order. */
    List<DetectorInput> out() {
        return harness.extractOutputValues();
    }

    List<Event> passed() {
        return out().stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .toList();
    }

    List<GateCount> counts() {
        return out().stream()
                .filter(GateCount.class::isInstance)
                .map(GateCount.class::cast)
                .toList();
    }

    /** The events that left at the gate, rewritten or admitted. */
    List<OutputRecord> gated() {
        return HarnessOutputs.of(left(), Route.EVENTS);
    }

    List<DeadLetter> deadLetters() {
        return HarnessOutputs.deadLetters(left());
    }

    /** All records that left at the gate, in order. */
    List<OutputRecord> left() {
        return HarnessOutputs.of(harness, SideOutputs.OUT);
    }

    boolean isUnsubscribed() {
        return unsubscribed;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private final class Feed implements HintFeed {

        private static final long serialVersionUID = 1L;

        @Override
        public Subscription subscribe(UUID submission) {
            return new Subscription() {
                @Override
                public HintTable hintTable() {
                    return hotKeys;
                }

                @Override
                public void close() {
                    unsubscribed = true;
                }
            };
        }
    }
}
