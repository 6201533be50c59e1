package dev.hotshard.flink.serde;

import java.util.List;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@link ReadingFunction} in a build whose current version is given. */
final class ReadingHarness implements AutoCloseable {

    private final ReadingFunction function;
    private final KeyedOneInputStreamOperatorTestHarness<Long, Reading, Reading> harness;

    ReadingHarness(int version, StateBackend backend) throws Exception {
        function = new ReadingFunction(new VersionedTypeInfo<>(Reading.class, new ReadingSerializer(version)));
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), Reading::value, BasicTypeInfo.LONG_TYPE_INFO);
        harness.setStateBackend(backend);
        harness.setup(new ReadingSerializer());
    }

    void start() throws Exception {
        harness.open();
    }

    void resume(OperatorSubtaskState state) throws Exception {
        harness.initializeState(state);
        harness.open();
    }

    void process(Reading reading) throws Exception {
        harness.processElement(new StreamRecord<>(reading));
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** Fires the timers of all keys and returns the last reading of each. */
    List<Reading> fire() throws Exception {
        harness.setProcessingTime(ReadingFunction.DUE_MILLIS);
        return harness.extractOutputValues();
    }

    List<Reading> list() throws Exception {
        return function.list();
    }

    List<Reading> union() throws Exception {
        return function.union();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
