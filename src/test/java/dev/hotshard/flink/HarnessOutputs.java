package dev.hotshard.flink;

import java.util.Collection;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** What an operator under test has put out beside its stream. */
final class HarnessOutputs {

    private HarnessOutputs() {}

    static <X> List<X> of(AbstractStreamOperatorTestHarness<?> harness, OutputTag<X> tag) {
        Collection<StreamRecord<X>> records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }
}
