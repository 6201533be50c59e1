package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When and in which order the gate reports its counts to the detector. */
class GateReportsTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long END = NOW + 60_000;
    private static final long LIFE = NOW - 5;
    private static final long BOUND = GateHarness.THRESHOLD;

    private final Event alice = Events.read(Events.value("alice"));
    private final Event bob = Events.read(Events.value("bob"));

    @Test
    void shouldNotAddCountsOfTwoLives() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.process(alice, 2);
            learn(gate, END + 1, LIFE + 1);
            gate.process(alice);
            gate.beforeBarrier();

            assertThat(gate.counts())
                    .containsExactly(
                            new GateCount(alice.key(), LIFE, 2, 2, NOW),
                            new GateCount(alice.key(), LIFE + 1, 1, 1, NOW));
        }
    }

    @Test
    void shouldReportNoEventTwice() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.process(alice);
            gate.beforeBarrier();
            gate.beforeBarrier();
            gate.setTime(NOW + 30_000);
            gate.end();

            assertThat(gate.counts()).hasSize(1);
        }
    }

    @Test
    void shouldReportCountsWithinASecond() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.process(alice);
            gate.setTime(NOW + 1000);
            gate.process(alice);
            gate.setTime(NOW + 2000);

            assertThat(gate.counts()).extracting(GateCount::lastSeenMillis).containsExactly(NOW, NOW + 1000);
        }
    }

    @Test
    void shouldReportCountsBeforeTheLastWatermark() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, END, LIFE);
            gate.process(alice);
            gate.end();

            assertThat(gate.counts()).hasSize(1);
        }
    }

    @Test
    void shouldForwardEventsInOrder() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            gate.process(alice);
            learn(gate, END, LIFE);
            gate.process(bob);
            gate.process(alice);
            gate.process(bob);

            assertThat(gate.out()).containsExactly((DetectorInput) alice, bob, bob);
        }
    }

    @Test
    void shouldReportTheCountOfAKeyBeforeItsNextEvent() throws Exception {
        ThresholdPerEvent thresholds = new ThresholdPerEvent(BOUND);
        thresholds.put(7, BOUND + 1);
        try (GateHarness gate = GateHarness.start(thresholds, AdmissionSlack.NONE, NOW, 1, 0)) {
            learn(gate, END, LIFE);
            gate.process(alice, 3);
            gate.process(bob);
            gate.process(event(7));
            gate.process(event(7));
            gate.process(alice);
            gate.beforeBarrier();

            assertThat(gate.out())
                    .containsExactly(
                            bob,
                            new GateCount(alice.key(), LIFE, 3, 3, NOW),
                            event(7),
                            event(7),
                            new GateCount(alice.key(), LIFE, 1, 1, NOW));
        }
    }

    @Test
    void shouldReportTheCountOfAnEndedHintBeforeTheNextEvent() throws Exception {
        try (GateHarness gate = GateHarness.start(NOW)) {
            learn(gate, NOW + 5, LIFE);
            gate.process(alice);
            gate.setTime(NOW + 5);
            gate.process(alice);

            assertThat(gate.out()).containsExactly(new GateCount(alice.key(), LIFE, 1, 1, NOW), alice);
        }
    }

    private Event event(int timestampMillis) {
        return Events.read(new SourceRecord(null, alice.value(), Headers.NONE, timestampMillis, 0, 0));
    }

    private void learn(GateHarness gate, long end, long life) {
        gate.hotKeys.learn(List.of(new Hint(alice.key(), DetectHarness.SUBMISSION, life, BOUND, end)), NOW);
    }
}
