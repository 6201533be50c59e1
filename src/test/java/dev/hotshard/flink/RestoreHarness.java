package dev.hotshard.flink;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.recover.RestoreExample;
import dev.hotshard.testkit.reference.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A subtask that restores. */
final class RestoreHarness implements AutoCloseable {

    private final RestoreOperator operator;
    private final OneInputStreamOperatorTestHarness<SourceRecord, OutputRecord> harness;
    private boolean ended;

    RestoreHarness(RestoreOperator operator) throws Exception {
        this.operator = operator;
        harness = new OneInputStreamOperatorTestHarness<>(operator);
        harness.setup(Types.OUTPUT_RECORD.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    void process(SourceRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(record));
    }

    void beforeBarrier() {
        operator.prepareSnapshotPreBarrier(1);
    }

    /** What the end of the input does. */
    void end() throws Exception {
        ended = true;
        operator.finish();
    }

    List<OutputRecord> restored() {
        return HarnessOutputs.of(harness.extractOutputValues(), Route.EVENTS);
    }

    List<OutputRecord> left() {
        return HarnessOutputs.of(harness.extractOutputValues(), Route.LEFT);
    }

    List<DeadLetter> deadLetters() {
        return HarnessOutputs.deadLetters(harness.extractOutputValues());
    }

    List<OutcomeDelta> counts() {
        return HarnessOutputs.of(harness, SideOutputs.OUTCOME_DELTAS);
    }

    /** All counts so far, added up. */
    Map<Outcome, Long> totals() {
        Map<Outcome, Long> totals = new TreeMap<>();
        counts().forEach(count -> totals.merge(count.outcome(), count.count(), Long::sum));
        return totals;
    }

    /** What was handed over, or null if nothing was. */
    List<RestoreExample> examples() {
        Accumulator<RestoreExample, ArrayList<RestoreExample>> examples =
                operator.getRuntimeContext().getAccumulator(RestoreOperator.EXAMPLES);
        return examples == null ? null : examples.getLocalValue();
    }

    @Override
    public void close() throws Exception {
        if (ended) {
            // The other way would end it once more.
            operator.close();
        } else {
            harness.close();
        }
    }
}
