package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.ReadNotice;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** A detector that resumes, perhaps with other settings or after a downtime. */
class DetectRestoreTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    /** After the latest moment at which a key can expire. */
    private static final long EXPIRED = TTL + TTL / 16 + 1;

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void shouldContinueCountsAfterARestore() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 2);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW)) {
            detect.process(alice, 3);

            assertThat(detect.cold()).hasSize(1);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts())
                    .singleElement()
                    .extracting(ReadNotice::count)
                    .isEqualTo(4L);
            assertThat(detect.timers())
                    .as("one for the expiry, one for a total")
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldNotRepeatTheAlertAfterARestore() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW)) {
            detect.process(alice, 3);

            assertThat(detect.rewritten()).hasSize(3);
            assertThat(detect.alerts()).isEmpty();
        }
    }

    @Test
    void shouldApplyALoweredThresholdAfterARestore() throws Exception {
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
    void shouldPassEventsAgainUnderARaisedThreshold() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(6), NOW)) {
            detect.process(alice, 3);

            assertThat(detect.cold()).hasSize(2);
            assertThat(detect.rewritten()).hasSize(1);
            assertThat(detect.alerts()).isEmpty();
        }
    }

    @Test
    void shouldForgetAKeyThatExpiredDuringADowntime() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW + EXPIRED)) {
            detect.process(alice, 4);

            assertThat(detect.cold()).hasSize(3);
            assertThat(detect.rewritten()).hasSize(1);
            assertThat(detect.alerts()).hasSize(1);
            assertThat(detect.timers())
                    .as("one for the expiry, one for a total")
                    .isEqualTo(2);

            detect.setTime(NOW + 3 * EXPIRED);
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void shouldForgetAnExpiredKeyEvenWithoutAnEvent() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(3), NOW + EXPIRED)) {
            detect.setTime(NOW + EXPIRED + 1);

            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void shouldApplyAShortenedTtlBeforeTheOldTimerFires() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        DetectFunction shorter = new DetectFunction(
                Thresholds.fixed(3), Duration.ofHours(1), DetectHarness.REWRITE_SPEC, false, DetectHarness.SUBMISSION);
        try (DetectHarness detect =
                DetectHarness.resume(state, shorter, NOW + Duration.ofHours(2).toMillis())) {
            detect.process(alice);

            assertThat(detect.cold()).hasSize(1);
            assertThat(detect.timers()).isEqualTo(1);
        }
    }

    @Test
    void shouldMoveTheTimerForALengthenedTtl() throws Exception {
        OperatorSubtaskState state = stateAfter(alice, 4);
        DetectFunction longer = new DetectFunction(
                Thresholds.fixed(3),
                Duration.ofHours(480),
                DetectHarness.REWRITE_SPEC,
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

    private OperatorSubtaskState stateAfter(Event event, int times) throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(event, times);
            return detect.snapshot();
        }
    }
}
