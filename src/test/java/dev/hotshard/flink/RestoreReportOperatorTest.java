package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.recover.CompletionFile;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeBuffer;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreReport.Row;
import dev.hotshard.testkit.generate.Events;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreReportOperatorTest {

    /** A subtask that adds up outcomes. */
    private static final class Harness implements AutoCloseable {

        private final RestoreReportOperator operator;
        private final OneInputStreamOperatorTestHarness<OutcomeDelta, Void> harness;
        private boolean ended;

        /** @param state to resume from, or null */
        Harness(OperatorSubtaskState state) throws Exception {
            this(state, null);
        }

        Harness(OperatorSubtaskState state, Path finishedFile) throws Exception {
            operator = new RestoreReportOperator(finishedFile == null ? null : finishedFile.toString());
            harness = new OneInputStreamOperatorTestHarness<>(operator, 1, 1, 0);
            if (state != null) {
                harness.initializeState(state);
            }
            harness.open();
        }

        void restored(String distinctId, int times) throws Exception {
            Event event = Events.read(Events.value(distinctId));
            List<OutcomeDelta> deltas = new ArrayList<>();
            OutcomeBuffer counts = new OutcomeBuffer(deltas::add);
            for (int i = 0; i < times; i++) {
                counts.add(Outcome.READ);
                counts.addRestored(event);
            }
            counts.flush();
            for (OutcomeDelta delta : deltas) {
                harness.processElement(new StreamRecord<>(delta));
            }
        }

        OperatorSubtaskState snapshot() throws Exception {
            return harness.snapshot(1, 1);
        }

        void complete(long checkpointId) throws Exception {
            harness.notifyOfCompletedCheckpoint(checkpointId);
        }

        RestoreReport end() throws Exception {
            ended = true;
            operator.finish();
            Accumulator<RestoreReport, ArrayList<RestoreReport>> report =
                    operator.getRuntimeContext().getAccumulator(RestoreReportOperator.REPORT);
            return report.getLocalValue().get(0);
        }

        @Override
        public void close() throws Exception {
            if (ended) {
                // Closing the harness would finish the operator again.
                operator.close();
            } else {
                harness.close();
            }
        }
    }

    @Test
    void shouldAddUpTheCountsOfAllSubtasks() throws Exception {
        try (Harness report = new Harness(null)) {
            report.restored("a", 2);
            report.restored("b", 4);
            report.restored("a", 3);

            assertThat(report.end().restored())
                    .containsExactly(new Row("p1", "a", "2021-04-18", 5, 5), new Row("p1", "b", "2021-04-18", 4, 4));
        }
    }

    @Test
    void shouldContinueFromTheCheckpoint() throws Exception {
        OperatorSubtaskState state;
        try (Harness report = new Harness(null)) {
            report.restored("a", 2);
            state = report.snapshot();
            report.restored("a", 100);
        }
        try (Harness report = new Harness(state)) {
            report.restored("a", 1);
            report.restored("b", 1);
            state = report.snapshot();
        }
        try (Harness report = new Harness(state)) {
            RestoreReport done = report.end();
            assertThat(done.restored())
                    .containsExactly(new Row("p1", "a", "2021-04-18", 3, 3), new Row("p1", "b", "2021-04-18", 1, 1));
            assertThat(done.isConserved()).isTrue();
            assertThat(done.read()).isEqualTo(4);
        }
    }

    @Test
    void shouldWriteTheCompletionFileOnceACheckpointCoversTheInput(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("finished");
        try (Harness report = new Harness(null, file)) {
            report.restored("a", 2);
            report.complete(7);
            assertThat(CompletionFile.read(file)).isEmpty();

            RestoreReport done = report.end();
            assertThat(file).doesNotExist();
            report.complete(8);
            assertThat(CompletionFile.read(file)).contains(new CompletionFile(8, done));
        }
    }

    @Test
    void shouldResumeFromACheckpointWithoutCounts() throws Exception {
        OperatorSubtaskState state;
        try (Harness report = new Harness(null)) {
            state = report.snapshot();
        }
        try (Harness report = new Harness(state)) {
            for (int i = 0; i < 100; i++) {
                report.restored("id " + i, 1);
            }

            RestoreReport done = report.end();
            assertThat(done.error()).isZero();
            assertThat(done.restored()).hasSize(100);
        }
    }

    @Test
    void shouldReportOnAnEmptyInput() throws Exception {
        try (Harness report = new Harness(null)) {
            assertThat(report.end().totals()).isEmpty();
        }
    }
}
