package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GateOperatorTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long END = NOW + 60_000;
    private static final long LIFE = NOW - 5;
    private static final long BOUND = GateHarness.THRESHOLD;

    private final Event alice = Events.read(Events.value("alice"));
    private final Event bob = Events.read(Events.value("bob"));

    @Test
    void shouldForwardAllEventsWithoutHints() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            gate.process(alice, 3);
            gate.beforeBarrier();

            assertThat(gate.out()).containsExactly(alice, alice, alice);
            assertThat(gate.gated()).isEmpty();
        }
    }

    @Test
    void shouldRewriteEventsOfAHotKeyAndReportTheirCount() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.process(alice, 3);
            gate.process(bob);
            gate.beforeBarrier();

            assertThat(gate.gated()).extracting(OutputRecord::value).hasSize(3).containsOnly(HotEvent.rewrite(alice));
            assertThat(gate.out()).containsExactly(bob, new GateCount(alice.key(), LIFE, 3, 3, NOW));
        }
    }

    @Test
    void shouldIgnoreAnEndedHint() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.setTime(END - 1);
            gate.process(alice);
            gate.setTime(END);
            gate.process(alice);

            assertThat(gate.gated()).hasSize(1);
            assertThat(gate.passed()).containsExactly(alice);
        }
    }

    @Test
    void shouldApplyAHintToThresholdsUpToItsBound() throws Exception {
        ThresholdPerEvent thresholds = new ThresholdPerEvent(0);
        try (GateHarness gate = GateHarness.start(thresholds, AdmissionSlack.NONE, NOW, 1, 0)) {
            learn(gate, END, LIFE);
            long[] around = {0, BOUND - 1, BOUND, BOUND + 1, Long.MAX_VALUE};
            for (int i = 0; i < around.length; i++) {
                thresholds.put(i, around[i]);
                gate.process(event(i));
            }

            assertThat(gate.gated()).extracting(OutputRecord::timestampMillis).containsExactly(0L, 1L, 2L);
            assertThat(gate.passed()).containsExactly(event(3), event(4));
        }
    }

    @Test
    void shouldDeadLetterButCountAHotEventThatCannotBeRewritten() throws Exception {
        Event reserved =
                Events.read("{\"event\":\"e\",\"properties\":{\"token\":\"p1\",\"distinct_id\":\"alice\",\"time\":%d,"
                                .formatted(Events.TIME_MILLIS)
                        + "\"mp_original_event_name\":1}}");
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.process(reserved);
            gate.process(alice);
            gate.beforeBarrier();

            assertThat(gate.deadLetters())
                    .singleElement()
                    .extracting(letter -> letter.rejection().reason())
                    .isEqualTo(Reason.RESERVED_PROPERTY);
            assertThat(gate.counts()).containsExactly(new GateCount(alice.key(), LIFE, 2, 1, NOW));
        }
    }

    @Test
    void shouldEmitRecordsFinishedByTheScanUnchanged() throws Exception {
        List<OutputRecord> finished = Stream.of(Route.EVENTS, Route.DEAD_LETTERS)
                .map(route -> OutputRecord.of(route, alice.source()))
                .toList();
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            for (OutputRecord record : finished) {
                gate.process(record);
            }
            gate.beforeBarrier();

            assertThat(gate.left()).containsExactlyElementsOf(finished);
            assertThat(gate.out()).as("no event to count").isEmpty();
        }
    }

    @Test
    void shouldUnsubscribeWhenClosed() throws Exception {
        GateHarness gate = GateHarness.start(NOW);
        assertThat(gate.isUnsubscribed()).isFalse();
        gate.close();
        assertThat(gate.isUnsubscribed()).isTrue();
    }

    private Event event(int timestampMillis) {
        return Events.read(new SourceRecord(null, alice.value(), Headers.NONE, timestampMillis, 0, 0));
    }

    private void learn(GateHarness gate, long end, long life) {
        gate.hotKeys.learn(List.of(new Hint(alice.key(), DetectHarness.SUBMISSION, life, BOUND, end)), NOW);
    }
}
