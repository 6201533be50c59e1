package dev.hotshard.flink;

import dev.hotshard.event.DeadLetter;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A subtask of a stateless function. */
final class StatelessHarness<I, O> implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<I, O> harness;

    StatelessHarness(ProcessFunction<I, O> function, TypeInformation<O> out) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function));
        harness.setup(out.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    void process(I input) throws Exception {
        harness.processElement(new StreamRecord<>(input));
    }

    List<O> out() {
        return harness.extractOutputValues();
    }

    <X> List<X> out(OutputTag<X> tag) {
        return HarnessOutputs.of(harness, tag);
    }

    List<DeadLetter> deadLetters() {
        return out(SideOutputs.DEAD_LETTERS);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
