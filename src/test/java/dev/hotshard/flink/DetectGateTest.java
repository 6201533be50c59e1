package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.ReadNotice;
import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The hints and totals that the detector emits, and how it adds the gate's counts. */
class DetectGateTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    private static final long MINUTE = 60_000;

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void shouldSendAHintWhenAKeyBecomesHot() throws Exception {
        try (DetectHarness detect = hot()) {
            assertThat(detect.hints())
                    .containsExactly(new Hint(alice.key(), DetectHarness.SUBMISSION, NOW, 2, NOW + TTL / 2));
        }
    }

    @Test
    void shouldRepeatTheHintWhileEventsArriveButNotForEach() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.process(alice, 40);
            detect.setTime(NOW + 9_999);
            detect.process(alice, 21);
            assertThat(detect.hints()).hasSize(5);

            detect.setTime(NOW + 10_000);
            detect.process(alice, 20);
            assertThat(detect.hints()).hasSize(6);
            assertThat(detect.hints().get(5).endMillis()).isEqualTo(NOW + 10_000 + TTL / 2);
        }
    }

    @Test
    void shouldSendTheHintAgainWhenTheCountHasDoubled() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.process(alice, 40);
            assertThat(detect.hints()).extracting(Hint::countBound).containsExactly(2L, 4L, 8L, 16L, 32L);

            detect.process(kept(21, 21, NOW));
            assertThat(detect.hints()).as("63 counted").hasSize(5);
            detect.process(kept(1000, 1000, NOW));
            assertThat(detect.hints()).extracting(Hint::countBound).endsWith(32L, 1063L);
        }
    }

    @Test
    void shouldRenewTheHintEarlyWhileTheGateReports() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.setTime(NOW + TTL / 4 - 1);
            detect.process(kept(1, 1, NOW + TTL / 4 - 1));
            assertThat(detect.hints()).hasSize(1);

            detect.setTime(NOW + TTL / 4);
            detect.process(kept(10, 10, NOW + TTL / 4));
            assertThat(detect.hints())
                    .extracting(Hint::endMillis)
                    .containsExactly(NOW + TTL / 2, NOW + TTL / 4 + TTL / 2);
        }
    }

    @Test
    void shouldEndTheHintRelativeToTheLastEventEvenIfItsCountIsLate() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.setTime(NOW + TTL / 2);
            detect.process(kept(10, 10, NOW + TTL / 4));
            assertThat(detect.hints())
                    .extracting(Hint::endMillis)
                    .containsExactly(NOW + TTL / 2, NOW + TTL / 4 + TTL / 2);

            detect.setTime(NOW + TTL);
            detect.process(kept(10, 10, NOW + TTL / 2));
            assertThat(detect.hints())
                    .as("a hint that has already ended is not sent")
                    .hasSize(2);
        }
    }

    @Test
    void shouldKeepAKeyAliveByGateCounts() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.setTime(NOW + TTL / 2);
            detect.process(kept(1, 1, NOW + TTL / 2));

            detect.setTime(NOW + TTL + TTL / 4);
            detect.process(alice);
            assertThat(detect.cold())
                    .as("only the first event, as the life continues")
                    .hasSize(1);
        }
    }

    @Test
    void shouldNotBeginALifeForAGateCount() throws Exception {
        try (DetectHarness detect = DetectHarness.start(1)) {
            detect.setTime(NOW);
            detect.process(kept(5, 5, NOW));

            assertThat(detect.entries()).isZero();
            detect.process(alice);
            assertThat(detect.cold()).extracting(OutputRecord::value).containsExactly(alice.value());
        }
    }

    @Test
    void shouldIgnoreCountsOfAnotherLife() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice, 4);
            detect.setTime(NOW + 2 * TTL);
            detect.process(alice, 2);
            detect.process(kept(5, 5, NOW + 1));
            detect.process(alice, 2);

            assertThat(detect.cold()).as("three of each life").hasSize(6);
            detect.process(kept(5, 5, NOW + 1));
            detect.end();
            assertThat(detect.totals().get(1))
                    .extracting(ReadNotice::count, ReadNotice::rewritten)
                    .containsExactly(4L, 1L);
        }
    }

    @Test
    void shouldEmitATotalOnceAMinuteIncludingTheGate() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.setTime(NOW + 100);
            detect.process(kept(10, 7, NOW + 100));
            detect.setTime(NOW + MINUTE - 1);
            assertThat(detect.totals()).isEmpty();

            detect.setTime(NOW + MINUTE + 1);
            assertThat(detect.totals()).singleElement().satisfies(total -> {
                assertThat(total.count()).isEqualTo(12);
                assertThat(total.rewritten()).isEqualTo(8);
                assertThat(total.threshold()).isEqualTo(1);
                assertThat(total.distinctId().text()).isEqualTo("alice");
                assertThat(total.emittedAt())
                        .isBetween(Instant.ofEpochMilli(NOW + MINUTE), Instant.ofEpochMilli(NOW + MINUTE + 1));
            });

            detect.process(alice, 100);
            detect.setTime(NOW + 2 * MINUTE);
            assertThat(detect.totals())
                    .as("no total before another minute is over")
                    .hasSize(1);
            detect.setTime(NOW + 2 * MINUTE + 2);
            assertThat(detect.totals()).extracting(ReadNotice::rewritten).containsExactly(8L, 108L);

            detect.setTime(NOW + 10 * MINUTE);
            assertThat(detect.totals()).as("no total without a new event").hasSize(2);
        }
    }

    @Test
    void shouldEmitAllPendingTotalsAtTheEndOfTheInput() throws Exception {
        try (DetectHarness detect = hot()) {
            detect.process(alice, 5);
            detect.process(Events.read(Events.value("bob")));
            detect.end();

            assertThat(detect.totals())
                    .singleElement()
                    .extracting(ReadNotice::count, ReadNotice::rewritten)
                    .containsExactly(7L, 6L);
        }
    }

    @Test
    void shouldContinueTheTotalAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (DetectHarness detect = hot()) {
            detect.process(kept(10, 10, NOW));
            state = detect.snapshot();
        }
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(1), NOW + 1)) {
            detect.process(alice);
            detect.end();

            assertThat(detect.totals())
                    .singleElement()
                    .extracting(ReadNotice::count, ReadNotice::rewritten)
                    .containsExactly(13L, 12L);
        }
    }

    @Test
    void shouldEmitAPendingTotalWhenTheKeyIsForgotten() throws Exception {
        OperatorSubtaskState state;
        try (DetectHarness detect = hot()) {
            state = detect.snapshot();
        }
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(1), NOW + 2 * TTL)) {
            detect.process(alice);

            assertThat(detect.totals())
                    .singleElement()
                    .extracting(ReadNotice::count, ReadNotice::rewritten)
                    .containsExactly(2L, 1L);
            assertThat(detect.cold()).extracting(OutputRecord::value).containsExactly(alice.value());
        }
    }

    /** A detector with a threshold of 1 that has processed two events of alice. */
    private DetectHarness hot() throws Exception {
        DetectHarness detect = DetectHarness.start(1);
        detect.setTime(NOW);
        detect.process(alice, 2);
        return detect;
    }

    private GateCount kept(long events, long rewritten, long lastSeen) {
        return new GateCount(alice.key(), NOW, events, rewritten, lastSeen);
    }
}
