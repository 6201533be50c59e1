package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.HotKeyDetector;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Route;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.ReadNotice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

class DetectFunctionTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    /** Behind the latest moment at which a key can expire. */
    private static final long EXPIRED = TTL + TTL / 16 + 1;

    private final Event alice = Events.read(Events.value("alice"));
    private final Event bob = Events.read(Events.value("bob"));

    @Test
    void firstEventsOfAKeyGoOnAndEveryLaterOneIsHot() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.process(alice, 5);
            detect.process(bob, 3);

            assertThat(detect.cold())
                    .extracting(OutputRecord::value)
                    .containsExactly(
                            alice.value(), alice.value(), alice.value(), bob.value(), bob.value(), bob.value());
            assertThat(detect.rewritten())
                    .extracting(OutputRecord::value)
                    .containsExactly(HotEvent.rewrite(alice), HotEvent.rewrite(alice));
        }
    }

    @Test
    void alertIsRaisedOnceOnTheFirstHotEvent() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice, 3);
            assertThat(detect.alerts()).isEmpty();

            detect.process(alice, 100);

            assertThat(detect.alerts())
                    .containsExactly(new ReadNotice(
                            ReadNotice.Type.OPENED,
                            alice.key(),
                            new DisplayText("p1", false),
                            new DisplayText("alice", false),
                            LocalDate.of(2021, 4, 18),
                            3,
                            4,
                            0,
                            new DisplayText("Signed up", false),
                            Instant.ofEpochMilli(NOW),
                            Instant.ofEpochMilli(NOW)));
        }
    }

    @Test
    void eventThatCannotBeRewrittenCountsAndRaisesTheAlert() throws Exception {
        Event reserved =
                Events.read("{\"event\":\"e\",\"properties\":{\"token\":\"p1\",\"distinct_id\":\"alice\",\"time\":%d,"
                                .formatted(Events.TIME_MILLIS)
                        + "\"mp_original_event_name\":1}}");
        try (DetectHarness detect = DetectHarness.start(2)) {
            detect.process(alice);
            detect.process(reserved, 2);
            detect.process(alice);

            assertThat(detect.cold()).extracting(OutputRecord::value).containsExactly(alice.value(), reserved.value());
            assertThat(detect.deadLetters()).extracting(DeadLetter::source).containsExactly(reserved.source());
            assertThat(detect.rewritten()).extracting(OutputRecord::value).containsExactly(HotEvent.rewrite(alice));
            assertThat(detect.alerts())
                    .singleElement()
                    .extracting(ReadNotice::eventName)
                    .isEqualTo(new DisplayText("e", false));
        }
    }

    @Test
    void coldEventLeavesAsItCameKeyedByItsId() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.process(alice);

            assertThat(detect.cold()).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("alice".getBytes(StandardCharsets.UTF_8));
                assertThat(record.value()).isEqualTo(alice.value());
                assertThat(record.headers()).isEqualTo(alice.source().headers());
                assertThat(record.timestampMillis()).isEqualTo(alice.source().timestampMillis());
            });
        }
    }

    @Test
    void coldEventThatTheDestinationDoesNotAcceptIsADeadLetter() throws Exception {
        RewriteSpec none = new RewriteSpec(
                DetectHarness.RULES, 1 << 20, ScatterMode.DEDUP, "in", record -> record.route() != Route.EVENTS);
        DetectFunction function =
                new DetectFunction(Thresholds.fixed(3), DetectHarness.TTL, none, false, DetectHarness.SUBMISSION);
        try (DetectHarness detect = DetectHarness.start(function)) {
            detect.process(alice);

            assertThat(detect.cold()).isEmpty();
            assertThat(detect.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.source().value()).isEqualTo(alice.value());
                assertThat(letter.rejection().reason()).isEqualTo(Reason.TOO_LARGE);
            });
        }
    }

    @Test
    void keyHasOneTimerHoweverManyEvents() throws Exception {
        try (DetectHarness detect = DetectHarness.start(100)) {
            for (int i = 0; i < 100; i++) {
                detect.setTime(NOW + i * 1000);
                detect.process(alice);
                detect.process(bob);

                assertThat(detect.timers()).isEqualTo(2);
                assertThat(detect.keys()).isEqualTo(2);
            }
        }
    }

    @Test
    void keyWithoutEventsLeavesNeitherStateNorTimer() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice, 10);
            detect.process(bob, 1);

            detect.setTime(NOW + TTL - 1);
            assertThat(detect.keys()).isEqualTo(2);
            assertThat(detect.timers()).isEqualTo(2);

            detect.setTime(NOW + EXPIRED);
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void keyExpiresAtTheMillisecondThatItsHashFixes() throws Exception {
        long expiry = expiry(NOW);
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice);

            detect.setTime(expiry - 1);
            assertThat(detect.keys()).isEqualTo(1);
            detect.setTime(expiry);
            assertThat(detect.entries()).isZero();
        }
    }

    @Test
    void timerThatFiresIsMovedOnToTheExpiryOfTheLastEvent() throws Exception {
        long last = NOW + TTL / 2;
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice);
            detect.setTime(last);
            detect.process(alice);

            detect.setTime(NOW + EXPIRED);
            assertThat(detect.keys()).isEqualTo(1);
            assertThat(detect.timers()).isEqualTo(1);

            detect.setTime(expiry(last) - 1);
            assertThat(detect.keys()).isEqualTo(1);
            detect.setTime(expiry(last));
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void expiredKeyStartsAnewAndRaisesItsAlertAgain() throws Exception {
        try (DetectHarness detect = DetectHarness.start(1)) {
            detect.setTime(NOW);
            detect.process(alice, 2);
            detect.setTime(NOW + EXPIRED);
            detect.process(alice, 2);

            assertThat(detect.cold()).hasSize(2);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts()).hasSize(2);
            assertThat(detect.timers()).as("one of expiry, one of a total").isEqualTo(2);
        }
    }

    @Test
    void restoredDetectorGoesOnCounting() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 2);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW)) {
            detect.process(alice, 3);

            assertThat(detect.cold()).hasSize(1);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts())
                    .singleElement()
                    .extracting(ReadNotice::count)
                    .isEqualTo(4L);
            assertThat(detect.timers()).as("one of expiry, one of a total").isEqualTo(2);
        }
    }

    @Test
    void alertIsNotRepeatedAfterRestore() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW)) {
            detect.process(alice, 3);

            assertThat(detect.rewritten()).hasSize(3);
            assertThat(detect.alerts()).isEmpty();
        }
    }

    @Test
    void loweredThresholdHoldsFromTheRestoreOn() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 3);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(2), NOW)) {
            detect.process(alice);

            assertThat(detect.rewritten()).hasSize(1);
            assertThat(detect.alerts())
                    .singleElement()
                    .extracting(ReadNotice::threshold, ReadNotice::count)
                    .containsExactly(2L, 4L);
        }
    }

    @Test
    void raisedThresholdLetsEventsPassAgain() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(6), NOW)) {
            detect.process(alice, 3);

            assertThat(detect.cold()).hasSize(2);
            assertThat(detect.rewritten()).hasSize(1);
            assertThat(detect.alerts()).isEmpty();
        }
    }

    @Test
    void keyThatFellOverdueWhileStoppedIsForgotten() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW + EXPIRED)) {
            detect.process(alice, 4);

            assertThat(detect.cold()).hasSize(3);
            assertThat(detect.rewritten()).hasSize(1);
            assertThat(detect.alerts()).hasSize(1);
            assertThat(detect.timers()).as("one of expiry, one of a total").isEqualTo(2);

            detect.setTime(NOW + 3 * EXPIRED);
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void overdueKeyWithoutFurtherEventsIsForgottenByItsTimer() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW + EXPIRED)) {
            detect.setTime(NOW + EXPIRED + 1);

            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void shortenedTtlHoldsForTheNextEventThoughTheTimerIsOld() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        DetectFunction shorter = new DetectFunction(
                Thresholds.fixed(3), Duration.ofHours(1), DetectHarness.RECORD_RULES, false, DetectHarness.SUBMISSION);
        try (DetectHarness detect =
                DetectHarness.resume(state, shorter, NOW + Duration.ofHours(2).toMillis())) {
            detect.process(alice);

            assertThat(detect.cold()).hasSize(1);
            assertThat(detect.timers()).isEqualTo(1);
        }
    }

    @Test
    void lengthenedTtlMovesTheTimerOn() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        DetectFunction longer = new DetectFunction(
                Thresholds.fixed(3),
                Duration.ofHours(480),
                DetectHarness.RECORD_RULES,
                false,
                DetectHarness.SUBMISSION);
        try (DetectHarness detect = DetectHarness.resume(state, longer, NOW)) {
            detect.setTime(NOW + EXPIRED);
            assertThat(detect.keys()).isEqualTo(1);
            assertThat(detect.timers()).isEqualTo(1);

            detect.setTime(NOW + 10 * EXPIRED);
            assertThat(detect.entries()).isZero();
        }
    }

    @Test
    void rocksDbCountsAndForgetsAlike() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3, new EmbeddedRocksDBStateBackend())) {
            detect.setTime(NOW);
            detect.process(alice, 5);
            assertThat(detect.cold()).hasSize(3);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts()).hasSize(1);
            assertThat(detect.timers()).as("one of expiry, one of a total").isEqualTo(2);

            detect.setTime(NOW + EXPIRED);
            assertThat(detect.timers()).isZero();
            detect.process(alice);
            assertThat(detect.cold()).hasSize(4);
        }
    }

    private OperatorSubtaskState stateAfter(Event event, int times) throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(event, times);
            return detect.snapshot();
        }
    }

    private long expiry(long lastSeen) {
        return new HotKeyDetector(DetectHarness.TTL, Long.MIN_VALUE)
                .expiryMillis(new KeyCount(1, lastSeen, false), alice.key());
    }
}
