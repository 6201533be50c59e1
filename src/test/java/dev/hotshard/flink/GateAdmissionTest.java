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
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which events a gate admits by itself, and how long it holds events to decide. */
class GateAdmissionTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    /** Twelve events, shared by all gates. */
    private static final AdmissionSlack SLACK = GateHarness.slack("0.1");

    private final Event alice = Events.read(Events.value("alice"));
    private final Event bob = Events.read(Events.value("bob"));

    @Test
    void shouldAdmitFirstEventsUnchangedAndForwardOthers() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            gate.process(alice, 15);
            gate.process(bob, 2);
            gate.beforeBarrier();

            assertThat(gate.gated())
                    .hasSize(14)
                    .allSatisfy(record -> assertThat(record.headers())
                            .isEqualTo(alice.source().headers()));
            assertThat(gate.gated().subList(0, 12))
                    .extracting(OutputRecord::value)
                    .containsOnly(alice.value());
            assertThat(gate.gated().subList(0, 12))
                    .extracting(OutputRecord::key)
                    .containsOnly("alice".getBytes(StandardCharsets.UTF_8));
            assertThat(gate.out()).containsExactly(alice, alice, alice);
        }
    }

    @Test
    void shouldHoldEventsForABatchAndEmitThemInOrder() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            List<Event> events = IntStream.range(0, AdmissionBatch.SIZE)
                    .mapToObj(i -> Events.read(Events.value("id-" + i)))
                    .toList();
            for (Event event : events.subList(0, AdmissionBatch.SIZE - 1)) {
                gate.process(event);
            }
            assertThat(gate.gated()).isEmpty();

            gate.process(events.get(AdmissionBatch.SIZE - 1));

            assertThat(gate.gated())
                    .extracting(OutputRecord::value)
                    .containsExactlyElementsOf(events.stream().map(Event::value).toList());
        }
    }

    @Test
    void shouldHoldAnEventForAtMostTenMilliseconds() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            for (int sent = 1; sent <= 3; sent++) {
                long at = NOW + 100 * sent;
                gate.setTime(at);
                gate.process(alice);
                gate.setTime(at + 9);
                assertThat(gate.gated()).hasSize(sent - 1);

                gate.setTime(at + 10);

                assertThat(gate.gated()).hasSize(sent);
            }
        }
    }

    @Test
    void shouldHoldNoEventAfterTheLastWatermark() throws Exception {
        try (GateHarness gate = GateHarness.start(GateHarness.slack("0.01"), NOW, 1, 0)) {
            gate.process(alice, 3);
            gate.end();

            assertThat(gate.gated()).hasSize(1);
            assertThat(gate.out()).containsExactly(alice, alice);
        }
    }

    @Test
    void shouldHoldNoEventWithoutSlack() throws Exception {
        try (GateHarness gate = GateHarness.start(AdmissionSlack.NONE, NOW, 1, 0)) {
            gate.process(alice);

            assertThat(gate.out()).containsExactly(alice);
        }
    }

    @Test
    void shouldGiveEachGateAnEqualPartOfTheSlack() throws Exception {
        for (int subtask = 0; subtask < 5; subtask++) {
            try (GateHarness gate = GateHarness.start(SLACK, NOW, 5, subtask)) {
                assertThat(gate.admits(alice, 50)).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldAdmitNoEventIfTheSlackIsTooSmallForAllGates() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 13, 0)) {
            gate.process(alice);
            assertThat(gate.out()).as("not held").containsExactly(alice);
            assertThat(gate.admits(alice, 50)).isZero();
        }
    }

    @Test
    void shouldDeriveTheAllowanceFromTheThresholdOfAnEvent() throws Exception {
        ThresholdPerEvent thresholds = new ThresholdPerEvent(9);
        try (GateHarness gate = GateHarness.start(thresholds, SLACK, NOW, 1, 0)) {
            for (int i = 0; i < 8; i++) {
                thresholds.put(i, i % 2 == 0 ? 20 : 40);
                gate.process(event(i));
            }
            gate.beforeBarrier();

            assertThat(gate.gated()).extracting(OutputRecord::timestampMillis).containsExactly(0L, 1L, 3L, 5L);
            assertThat(gate.passed())
                    .extracting(event -> event.source().timestampMillis())
                    .containsExactly(2L, 4L, 6L, 7L);
        }
    }

    @Test
    void shouldKeepEventsOfAKeyInOrder() throws Exception {
        ThresholdPerEvent thresholds = new ThresholdPerEvent(GateHarness.THRESHOLD);
        for (int i = 0; i < 6; i++) {
            // Events 0, 2, 3 and 5 are above the hint's bound and have no allowance left; 1 and 4 are hot.
            thresholds.put(i, i % 3 == 1 ? 2 : 1000);
        }
        try (GateHarness gate = GateHarness.start(thresholds, SLACK, NOW, 1, 0)) {
            gate.hotKeys.learn(List.of(new Hint(alice.key(), DetectHarness.SUBMISSION, NOW, 2, NOW + 1000)), NOW);
            gate.process(event(1));
            gate.beforeBarrier();
            for (int i = 0; i < 6; i++) {
                gate.process(event(i));
            }
            gate.beforeBarrier();

            GateCount one = new GateCount(alice.key(), NOW, 1, 1, NOW);
            assertThat(gate.out()).containsExactly(one, event(0), one, event(2), event(3), one, event(5));
        }
    }

    @Test
    void shouldPreferAHintToSlackAndUseTheSlackUp() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            gate.hotKeys.learn(
                    List.of(new Hint(alice.key(), DetectHarness.SUBMISSION, NOW, GateHarness.THRESHOLD, NOW + 1000)),
                    NOW);
            gate.process(alice);
            assertThat(gate.gated()).extracting(OutputRecord::value).containsExactly(HotEvent.rewrite(alice));

            gate.setTime(NOW + 1000);
            gate.process(alice);
            gate.beforeBarrier();
            assertThat(gate.passed()).as("after the hint").containsExactly(alice);
        }
    }

    private Event event(int timestampMillis) {
        return Events.read(new SourceRecord(null, alice.value(), Headers.NONE, timestampMillis, 0, 0));
    }

    @Test
    void shouldDeadLetterAnEventThatIsTooLarge() throws Exception {
        RewriteSpec spec = new RewriteSpec(
                DetectHarness.SPEC, 1 << 20, ScatterMode.DEDUP, "in", record -> record.route() != Route.EVENTS);
        try (GateHarness gate = GateHarness.start(spec, SLACK, NOW)) {
            gate.process(alice);
            gate.beforeBarrier();

            assertThat(gate.gated()).isEmpty();
            assertThat(gate.out()).isEmpty();
            assertThat(gate.deadLetters())
                    .singleElement()
                    .extracting(DeadLetter::rejection)
                    .isEqualTo(Rejection.RECORD_TOO_LARGE);
            assertThat(Rejection.RECORD_TOO_LARGE.reason()).isEqualTo(Reason.TOO_LARGE);
        }
    }

    @Test
    void shouldRenewTheAllowanceOnceTheKeyIsForgotten() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            gate.process(alice, 20);
            long step = TTL / 4;
            for (long time = NOW; time < NOW + 3 * TTL; time += step) {
                gate.setTime(time);
                gate.process(alice);
            }
            gate.beforeBarrier();
            assertThat(gate.gated()).as("while events arrive").hasSize(12);
            for (long time = NOW + 3 * TTL; time < NOW + 6 * TTL; time += step) {
                gate.setTime(time);
            }
            gate.process(alice, 20);
            gate.beforeBarrier();

            assertThat(gate.gated()).hasSize(24);
        }
    }
}
