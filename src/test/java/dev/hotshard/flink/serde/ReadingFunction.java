package dev.hotshard.flink.serde;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the last reading of each key until its timer emits it, and all readings in two operator lists. */
final class ReadingFunction extends KeyedProcessFunction<Long, Reading, Reading> implements CheckpointedFunction {

    /** When the timers of all keys fire. */
    static final long DUE_MILLIS = 1_000;

    private static final long serialVersionUID = 1L;

    private final TypeInformation<Reading> type;

    private transient ValueState<Reading> last;
    private transient ListState<Reading> list;
    private transient ListState<Reading> union;

    ReadingFunction(TypeInformation<Reading> type) {
        this.type = type;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        list = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("list", type));
        union = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("union", type));
    }

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", type));
    }

    @Override
    public void processElement(Reading reading, Context context, Collector<Reading> out) throws Exception {
        last.update(reading);
        list.add(reading);
        union.add(reading);
        context.timerService().registerProcessingTimeTimer(DUE_MILLIS);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Reading> out) throws Exception {
        out.collect(last.value());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    List<Reading> list() throws Exception {
        return toList(list.get());
    }

    List<Reading> union() throws Exception {
        return toList(union.get());
    }

    private static List<Reading> toList(Iterable<Reading> readings) {
        return StreamSupport.stream(readings.spliterator(), false).toList();
    }
}
