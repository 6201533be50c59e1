package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.SketchSum;
import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Checkpoints store what gates have admitted, and a restore shares it among the new gates. */
class GateAdmissionStateTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    /** Twelve events, shared by all gates. */
    private static final AdmissionSlack SLACK = GateHarness.slack("0.1");

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void shouldRestoreTheAllowanceLeftAtTheCheckpoint() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            gate.process(alice, 5);
            OperatorSubtaskState state = gate.snapshot();
            gate.process(alice, 3);

            assertThat(admitsAfter(state, 1, SLACK, NOW, 1))
                    .as("5 of 12 were used up at the checkpoint")
                    .isEqualTo(7);
        }
    }

    @Test
    void shouldShareTheRemainingAllowanceWhenRescaled() throws Exception {
        OperatorSubtaskState state = checkpoint(SLACK, 4, 1, 4);

        assertThat(admitsAfter(state, 3, SLACK, NOW, 1))
                .as("9 of 12 are used up")
                .isEqualTo(3);
        assertThat(admitsAfter(state, 3, SLACK, NOW, 2))
                .as("each gate has used up 9/2 of 6, rounded up")
                .isEqualTo(2);
        assertThat(admitsAfter(state, 3, SLACK, NOW, 3)).isEqualTo(3);
        assertThat(admitsAfter(state, 3, SLACK, NOW, 12)).isZero();
    }

    @Test
    void shouldLeaveNoAllowanceToAHotKeyAfterARestart() throws Exception {
        try (GateHarness gate = GateHarness.start(SLACK, NOW, 1, 0)) {
            gate.hotKeys.learn(
                    List.of(new Hint(alice.key(), DetectHarness.SUBMISSION, NOW, GateHarness.THRESHOLD, NOW + 1000)),
                    NOW);
            gate.process(alice);

            assertThat(admitsAfter(gate.snapshot(), 1, SLACK, NOW, 4)).isZero();
        }
    }

    @Test
    void shouldApplyAChangedThresholdOrSlack() throws Exception {
        OperatorSubtaskState state = checkpoint(SLACK, 12);

        assertThat(admitsAfter(state, 1, Thresholds.fixed(100), SLACK, NOW, 1)).isZero();
        assertThat(admitsAfter(state, 1, Thresholds.fixed(150), SLACK, NOW, 1)).isEqualTo(3);
        assertThat(admitsAfter(state, 1, GateHarness.slack("0.2"), NOW, 1)).isEqualTo(12);
    }

    @Test
    void shouldAcceptAChangeOfMemory() throws Exception {
        OperatorSubtaskState state = checkpoint(SLACK, 4, 5);

        for (int bytes : new int[] {64, 1 << 10, 1 << 20}) {
            assertThat(admitsAfter(state, 2, new AdmissionSlack(SLACK.fraction(), bytes), NOW, 1))
                    .isEqualTo(3);
        }
    }

    @Test
    void shouldRenewTheAllowanceAfterALongDowntime() throws Exception {
        OperatorSubtaskState state = checkpoint(SLACK, 12, 12);

        assertThat(admitsAfter(state, 2, SLACK, NOW + TTL, 1)).isZero();
        assertThat(admitsAfter(state, 2, SLACK, NOW + TTL + TTL / 16 + 1, 1)).isEqualTo(12);
    }

    @Test
    void shouldForgetAdmissionsWhenSlackIsSwitchedOff() throws Exception {
        OperatorSubtaskState state = checkpoint(SLACK, 5, 5);
        try (GateHarness exact =
                GateHarness.resume(state, 2, Thresholds.fixed(GateHarness.THRESHOLD), AdmissionSlack.NONE, NOW, 1, 0)) {
            exact.process(alice);
            assertThat(exact.passed()).containsExactly(alice);
            assertThat(admitsAfter(exact.snapshot(), 1, SLACK, NOW, 1))
                    .as("the full allowance")
                    .isEqualTo(12);
        }
    }

    @Test
    void shouldHaveNoStateWithoutSlack() throws Exception {
        try (GateHarness gate = GateHarness.start(AdmissionSlack.NONE, NOW, 1, 0)) {
            gate.process(alice, 5);

            assertThat(gate.snapshot().hasState()).isFalse();
        }
    }

    @Test
    void shouldStoreOneSketch() throws Exception {
        AdmissionSlack slack = new AdmissionSlack(SLACK.fraction(), 1 << 20);
        try (GateHarness gate = GateHarness.start(slack, NOW, 1, 0)) {
            assertThat(gate.snapshot().getStateSize()).isBetween(1L << 20, (1L << 20) + 2000);
        }
    }

    @Test
    void shouldRestoreOneSumOfAllGates() throws Exception {
        OperatorSubtaskState state = checkpoint(SLACK, 1, 2, 3, 4);
        Restore restore = new Restore();
        try (OneInputStreamOperatorTestHarness<Integer, Integer> harness =
                new OneInputStreamOperatorTestHarness<>(restore)) {
            harness.initializeState(state);

            assertThat(restore.restored).hasSize(4).allMatch(sum -> sum == restore.restored.get(0));
            assertThatThrownBy(restore.restored.get(0)::only)
                    .as("the sum of several sketches")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** Reads the state as a gate would. */
    private static final class Restore extends AbstractStreamOperator<Integer>
            implements OneInputStreamOperator<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        private final transient List<SketchSum> restored = new ArrayList<>();

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            context.getOperatorStateStore()
                    .getUnionListState(States.ADMISSION)
                    .get()
                    .forEach(restored::add);
        }

        @Override
        public void processElement(StreamRecord<Integer> element) {
            throw new AssertionError();
        }
    }

    /** The merged state of gates that have each processed a number of events. */
    private OperatorSubtaskState checkpoint(AdmissionSlack slack, int... events) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (int subtask = 0; subtask < events.length; subtask++) {
            // Each gate has the whole slack, so that it may admit any of these numbers.
            try (GateHarness gate = GateHarness.start(slack, NOW, 1, 0)) {
                gate.process(alice, events[subtask]);
                states.add(gate.snapshot());
            }
        }
        return DetectHarness.merge(states);
    }

    /** The number of further events of a key that {@code gates} gates admit together. */
    private int admitsAfter(OperatorSubtaskState state, int before, AdmissionSlack slack, long now, int gates)
            throws Exception {
        return admitsAfter(state, before, Thresholds.fixed(GateHarness.THRESHOLD), slack, now, gates);
    }

    private int admitsAfter(
            OperatorSubtaskState state, int before, Thresholds thresholds, AdmissionSlack slack, long now, int gates)
            throws Exception {
        int admitted = 0;
        for (int subtask = 0; subtask < gates; subtask++) {
            try (GateHarness gate = GateHarness.resume(state, before, thresholds, slack, now, gates, subtask)) {
                admitted += gate.admits(alice, 50);
            }
        }
        return admitted;
    }
}
