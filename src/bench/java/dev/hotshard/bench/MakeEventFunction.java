package dev.hotshard.bench;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Maps numbers to the records of their events. The first events, over all subtasks, use each id in turn to fill
 * state before anything is timed.
 */
final class MakeEventFunction extends RichMapFunction<Long, SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final Keys keys;
    private final long fill;

    private transient EventMaker maker;
    private transient long fillsLeft;
    private transient int nextId;

    /** @param fill the number of events with ids in turn, over all subtasks */
    MakeEventFunction(Keys keys, long fill) {
        this.keys = keys;
        this.fill = fill;
    }

    @Override
    public void open(OpenContext context) {
        maker = new EventMaker(keys);
        if (fill > 0) {
            int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            fillsLeft = fill * (subtask + 1) / subtasks - fill * subtask / subtasks;
            nextId = (int) ((long) keys.ids() * subtask / subtasks);
        }
    }

    @Override
    public SourceRecord map(Long number) {
        return new SourceRecord(null, value(number), Headers.NONE, EventMaker.TIMESTAMP_MILLIS, 0, number);
    }

    private byte[] value(long number) {
        if (fillsLeft == 0) {
            return maker.value(number);
        }
        fillsLeft--;
        int id = nextId;
        nextId = (id + 1) % keys.ids();
        return maker.value(id, number);
    }
}
