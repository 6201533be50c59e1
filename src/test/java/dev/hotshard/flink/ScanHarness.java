package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.ScanResult;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.testkit.reference.DeadLetter;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A subtask that scans. */
final class ScanHarness implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<SourceRecord, ScanResult> harness;

    ScanHarness(RewriteSpec spec, boolean trustRestored) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new ScanFunction(spec, trustRestored)));
        harness.setup(
                Types.SCAN_RESULT.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    void process(SourceRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(record));
    }

    /** Events that are counted. */
    List<Event> events() {
        return harness.extractOutputValues().stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .toList();
    }

    List<OutputRecord> exempt() {
        return HarnessOutputs.of(harness.extractOutputValues(), Route.EVENTS);
    }

    List<DeadLetter> deadLetters() {
        return HarnessOutputs.deadLetters(harness.extractOutputValues());
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
