package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.Event;
import dev.hotshard.event.KeySpec;
import dev.hotshard.testkit.generate.Events;
import java.time.ZoneId;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class KeySpecGuardTest {

    /** A time before the restore, which uses the machine's clock. */
    private static final long NOW = 1_700_000_000_000L;

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void shouldRefuseAnotherTimeZone() throws Exception {
        assertRefused(
                new KeySpec(ZoneId.of("Europe/Berlin"), "token", "hotshard"),
                "hotshard.event-date.timezone was UTC and is Europe/Berlin");
    }

    @Test
    void shouldRefuseAnotherProjectProperty() throws Exception {
        assertRefused(
                new KeySpec(ZoneId.of("UTC"), "project", "hotshard"),
                "hotshard.project-property was token and is project");
    }

    @Test
    void shouldRefuseAnotherHashKeyAndNameOnlyHashes() throws Exception {
        assertRefused(
                new KeySpec(ZoneId.of("UTC"), "token", "swordfish"),
                "hotshard.hash-secret was (hash 88d2bc2d5e502f10145233a780c30bfc) and is (hash ");
    }

    @Test
    void shouldNameAllChanges() throws Exception {
        assertThatThrownBy(() -> resume(state(), new KeySpec(ZoneId.of("Asia/Tokyo"), "project", "swordfish"), false))
                .hasRootCauseInstanceOf(ChangedKeySpecException.class)
                .rootCause()
                .hasMessageContainingAll(
                        "hotshard.event-date.timezone",
                        "hotshard.project-property",
                        "hotshard.hash-secret",
                        "hotshard.forget-changed-state")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void shouldAcceptAZoneOfTheSameFixedOffset() throws Exception {
        try (DetectHarness detect = resume(state(), new KeySpec(ZoneId.of("Etc/UTC"), "token", "hotshard"), false)) {
            detect.process(alice);

            assertThat(detect.rewritten()).hasSize(1);
        }
    }

    @Test
    void shouldCountFromZeroIfAskedToForget() throws Exception {
        KeySpec changed = new KeySpec(ZoneId.of("Europe/Berlin"), "token", "hotshard");
        try (DetectHarness detect = resume(state(), changed, true)) {
            detect.process(alice, 5);

            assertThat(detect.cold()).hasSize(3);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts()).hasSize(1);
        }
    }

    @Test
    void shouldKeepNewCountsAtTheNextRestore() throws Exception {
        KeySpec changed = new KeySpec(ZoneId.of("Europe/Berlin"), "token", "hotshard");
        OperatorSubtaskState since;
        try (DetectHarness detect = resume(state(), changed, true)) {
            detect.process(alice, 2);
            since = detect.snapshot();
        }
        for (boolean forget : new boolean[] {false, true}) {
            try (DetectHarness detect = resume(since, changed, forget)) {
                detect.process(alice, 2);

                assertThat(detect.cold()).hasSize(1);
                assertThat(detect.rewritten()).hasSize(1);
            }
        }
    }

    @Test
    void shouldNotRestoreForgottenCountsLater() throws Exception {
        KeySpec changed = new KeySpec(ZoneId.of("Europe/Berlin"), "token", "hotshard");
        OperatorSubtaskState since;
        try (DetectHarness detect = resume(state(), changed, true)) {
            since = detect.snapshot();
        }
        try (DetectHarness detect = resume(since, changed, false)) {
            detect.process(alice, 4);

            assertThat(detect.cold()).hasSize(3);
        }
    }

    @Test
    void shouldGuardEverySubtask() throws Exception {
        OperatorSubtaskState state = state();
        for (int subtask = 0; subtask < 3; subtask++) {
            int i = subtask;
            DetectFunction function = new DetectFunction(
                    Thresholds.fixed(3),
                    DetectHarness.TTL,
                    DetectHarness.rewriteSpec(new KeySpec(ZoneId.of("UTC"), "x", "hotshard")),
                    false,
                    DetectHarness.SUBMISSION);
            assertThatThrownBy(() -> DetectHarness.resume(state, function, NOW, 3, i))
                    .hasRootCauseInstanceOf(ChangedKeySpecException.class);
        }
    }

    private void assertRefused(KeySpec spec, String message) throws Exception {
        OperatorSubtaskState state = state();
        assertThatThrownBy(() -> resume(state, spec, false))
                .as("a restart would change nothing")
                .satisfies(e -> assertThat(e).isInstanceOf(SuppressRestartsException.class))
                .rootCause()
                .isInstanceOf(ChangedKeySpecException.class)
                .hasMessageContaining(message);
    }

    /** The state of a hot key that was counted under the spec of {@link DetectHarness}. */
    private OperatorSubtaskState state() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice, 5);
            return detect.snapshot();
        }
    }

    private static DetectHarness resume(OperatorSubtaskState state, KeySpec spec, boolean forget) throws Exception {
        return DetectHarness.resume(
                state,
                new DetectFunction(
                        Thresholds.fixed(3),
                        DetectHarness.TTL,
                        DetectHarness.rewriteSpec(spec),
                        forget,
                        DetectHarness.SUBMISSION),
                NOW);
    }
}
