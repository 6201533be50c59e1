package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class EndpointGuardTest {

    private static final Endpoints KEPT = new Endpoints(Map.of("in", "a (1)"), Map.of("out", "b (2)", "dead", "c (3)"));

    @Test
    void shouldAcceptTheSameEndpoints() throws Exception {
        resume(state(), KEPT, false);
    }

    @Test
    void shouldAlwaysRefuseAnotherInput() throws Exception {
        OperatorSubtaskState state = state();
        Endpoints now = new Endpoints(Map.of("in", "a (9)"), KEPT.written());
        for (boolean accept : new boolean[] {false, true}) {
            assertThatThrownBy(() -> resume(state, now, accept))
                    .as("a restart would change nothing")
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .isInstanceOf(ChangedEndpointsException.class)
                    .hasMessageStartingWith(
                            "the state to resume from belongs to another input: in was a (1) and is a (9).")
                    .hasMessageNotContaining("accept-changed-topics");
        }
    }

    @Test
    void shouldRefuseAnotherOutputUntilItIsAccepted() throws Exception {
        OperatorSubtaskState state = state();
        Endpoints now = new Endpoints(KEPT.read(), Map.of("out", "b (9)", "dead", "c (3)"));
        assertThatThrownBy(() -> resume(state, now, false))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageStartingWith(
                        "the state to resume from belongs to another output: out was b (2) and is b (9).")
                .hasMessageContaining("hotshard.kafka.accept-changed-topics");

        OperatorSubtaskState accepted = resume(state, now, true);
        resume(accepted, now, false);
        assertThatThrownBy(() -> resume(accepted, KEPT, false))
                .rootCause()
                .hasMessageContaining("out was b (9) and is b (2)");
    }

    @Test
    void shouldAdoptTheFirstEndpointsIfTheStateHasNone() throws Exception {
        OperatorSubtaskState older;
        try (DetectHarness detect = DetectHarness.start(DetectHarness.function(3))) {
            older = detect.snapshot();
        }
        OperatorSubtaskState since = resume(older, KEPT, false);

        assertThatThrownBy(() -> resume(since, new Endpoints(Map.of("in", "x"), Map.of()), false))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void shouldCheckInOneSubtaskOnly() throws Exception {
        Endpoints.Lookup unasked = () -> {
            throw new AssertionError("asked");
        };
        try (DetectHarness second =
                DetectHarness.resume(state(), DetectHarness.function(3).guarding(unasked, false), 0, 2, 1)) {
            assertThat(second.entries()).isZero();
        }
        assertThatThrownBy(() ->
                        DetectHarness.resume(state(), DetectHarness.function(3).guarding(unasked, false), 0, 2, 0))
                .hasMessage("asked");
    }

    private static OperatorSubtaskState state() throws Exception {
        try (DetectHarness detect =
                DetectHarness.start(DetectHarness.function(3).guarding(() -> KEPT, false))) {
            return detect.snapshot();
        }
    }

    private static OperatorSubtaskState resume(OperatorSubtaskState state, Endpoints now, boolean accept)
            throws Exception {
        try (DetectHarness detect =
                DetectHarness.resume(state, DetectHarness.function(3).guarding(() -> now, accept), 0)) {
            return detect.snapshot();
        }
    }
}
