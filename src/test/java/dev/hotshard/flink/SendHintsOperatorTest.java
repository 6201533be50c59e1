package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintSender;
import dev.hotshard.event.CounterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendHintsOperatorTest {

    private static final List<Hint> SENT = new ArrayList<>();
    private static int open;

    @AfterEach
    void nothingStaysOpen() {
        SENT.clear();
        assertThat(open).isZero();
    }

    @Test
    void shouldSendAHintOnceItsCheckpointIsComplete() throws Exception {
        try (OneInputStreamOperatorTestHarness<Hint, Void> harness = start(null)) {
            process(harness, 1, 2);
            harness.snapshot(1, 1);
            process(harness, 3);
            assertThat(SENT).isEmpty();

            harness.notifyOfCompletedCheckpoint(1);
            assertThat(SENT).isEqualTo(hints(1, 2));

            harness.snapshot(2, 2);
            harness.notifyOfCompletedCheckpoint(2);
            assertThat(SENT).isEqualTo(hints(1, 2, 3));
        }
    }

    @Test
    void shouldSendAHintOfAFailedCheckpointWithTheNext() throws Exception {
        try (OneInputStreamOperatorTestHarness<Hint, Void> harness = start(null)) {
            process(harness, 1);
            harness.snapshot(1, 1);
            harness.getOperator().notifyCheckpointAborted(1);
            process(harness, 2);
            harness.snapshot(2, 2);
            harness.notifyOfCompletedCheckpoint(2);

            assertThat(SENT).isEqualTo(hints(1, 2));
        }
    }

    @Test
    void shouldSendTheHintsOfARestoredCheckpoint() throws Exception {
        OperatorSubtaskState state;
        try (OneInputStreamOperatorTestHarness<Hint, Void> harness = start(null)) {
            process(harness, 1);
            harness.snapshot(1, 1);
            harness.notifyOfCompletedCheckpoint(1);
            process(harness, 2, 3);
            state = harness.snapshot(2, 2);
            process(harness, 4);
        }
        SENT.clear();

        try (OneInputStreamOperatorTestHarness<Hint, Void> harness = start(state)) {
            assertThat(SENT)
                    .as("1 was sent before, and 4 was lost with the failure")
                    .isEqualTo(hints(2, 3));

            process(harness, 5);
            harness.snapshot(3, 3);
            harness.notifyOfCompletedCheckpoint(3);
            assertThat(SENT).isEqualTo(hints(2, 3, 5));
        }
    }

    @Test
    void shouldNotStoreASentHintInTheNextCheckpoint() throws Exception {
        OperatorSubtaskState state;
        try (OneInputStreamOperatorTestHarness<Hint, Void> harness = start(null)) {
            process(harness, 1);
            harness.snapshot(1, 1);
            harness.notifyOfCompletedCheckpoint(1);
            state = harness.snapshot(2, 2);
        }
        SENT.clear();

        start(state).close();

        assertThat(SENT).isEmpty();
    }

    private static OneInputStreamOperatorTestHarness<Hint, Void> start(OperatorSubtaskState state) throws Exception {
        OneInputStreamOperatorTestHarness<Hint, Void> harness =
                new OneInputStreamOperatorTestHarness<>(new SendHintsOperator(ListSender::new), 1, 1, 0);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static void process(OneInputStreamOperatorTestHarness<Hint, Void> harness, int... numbers)
            throws Exception {
        for (Hint hint : hints(numbers)) {
            harness.processElement(new StreamRecord<>(hint));
        }
    }

    private static List<Hint> hints(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> new Hint(new CounterKey(number, number), new UUID(1, 1), 1, 1, 2))
                .toList();
    }

    private static final class ListSender implements HintSender {

        ListSender() {
            open++;
        }

        @Override
        public void send(Hint hint) {
            SENT.add(hint);
        }

        @Override
        public long unsent() {
            return 0;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
