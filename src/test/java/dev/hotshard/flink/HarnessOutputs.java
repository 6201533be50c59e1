package dev.hotshard.flink;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.testkit.reference.DeadLetter;
import java.util.Collection;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The output of an operator under test. */
final class HarnessOutputs {

    private HarnessOutputs() {}

    /** The elements of a side output. */
    static <X> List<X> of(AbstractStreamOperatorTestHarness<?> harness, OutputTag<X> tag) {
        Collection<StreamRecord<X>> records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    /** The records among these that take a route. */
    static List<OutputRecord> of(List<?> outputs, Route route) {
        return outputs.stream()
                .filter(OutputRecord.class::isInstance)
                .map(OutputRecord.class::cast)
                .filter(record -> record.route() == route)
                .toList();
    }

    /** The dead letters among these. */
    static List<DeadLetter> deadLetters(List<?> outputs) {
        return of(outputs, Route.DEAD_LETTERS).stream().map(DeadLetter::read).toList();
    }
}
