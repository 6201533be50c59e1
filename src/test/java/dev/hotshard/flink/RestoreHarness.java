package dev.hotshard.flink;

import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.recover.RestoreExample;
import dev.hotshard.recover.RestoreFilter;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.RestoreFilters;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A subtask that restores, and records for it. */
final class RestoreHarness implements AutoCloseable {

    static final String ORIGINAL =
            "{\"event\":\"e\",\"properties\":{\"time\":1618716477,\"distinct_id\":\"alice\",\"$insert_id\":\"i\","
                    + "\"user\":7,\"token\":\"p1\"}}";
    /** Restores all rewritten events. */
    static final RestoreSpec ALL = spec(RestoreFilters.ALL, null);

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

    /** Starts a subtask that reports two examples. */
    static RestoreHarness restore(RestoreSpec spec, RecordLimit limit) throws Exception {
        return new RestoreHarness(new RestoreOperator(spec, ScatterMode.DEDUP, "in", limit, null, 2));
    }

    static RestoreSpec spec(RestoreFilter filter, String idFrom) {
        return new RestoreSpec(ReferenceDetector.keySpec(ZoneOffset.UTC), filter, idFrom, null, false);
    }

    /** The record of an event as the job rewrote it. */
    static SourceRecord rewritten(String original, Headers headers) {
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        return new SourceRecord(key, HotEvent.rewrite(Events.read(original)), headers, Events.TIME_MILLIS, 3, 5);
    }

    void process(SourceRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(record));
    }

    void beforeBarrier() {
        operator.prepareSnapshotPreBarrier(1);
    }

    /** Ends the input. */
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

    /** The examples that the subtask reported, or null. */
    List<RestoreExample> examples() {
        Accumulator<RestoreExample, ArrayList<RestoreExample>> examples =
                operator.getRuntimeContext().getAccumulator(RestoreOperator.EXAMPLES);
        return examples == null ? null : examples.getLocalValue();
    }

    @Override
    public void close() throws Exception {
        if (ended) {
            // The harness would call finish() again.
            operator.close();
        } else {
            harness.close();
        }
    }
}
