package dev.hotshard.flink;

import dev.hotshard.recover.CompletionFile;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.recover.RestoreLedger;
import dev.hotshard.recover.RestoreReport;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what all subtasks of a restore have counted, over failures and resumed runs, and hands the report
 * over at the end of the input. Runs alone.
 */
public final class RestoreReportOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<OutcomeDelta, Void> {

    /** The list accumulator of the one {@link RestoreReport}. */
    public static final String REPORT = "restore-report";

    private static final long serialVersionUID = 1L;

    private final String finishedFile;

    private transient ListState<byte[]> state;
    private transient RestoreLedger tally;
    private transient boolean finished;

    /**
     * @param finishedFile where a {@link CompletionFile} is written once a checkpoint has all of the
     * input, or null; on this machine
     */
    public RestoreReportOperator(String finishedFile) {
        this.finishedFile = finishedFile;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore()
                .getListState(
                        new ListStateDescriptor<>("tally", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        tally = new RestoreLedger();
        for (byte[] kept : state.get()) {
            tally = RestoreLedger.of(kept);
        }
    }

    @Override
    public void processElement(StreamRecord<OutcomeDelta> element) {
        tally.add(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(List.of(tally.toBytes()));
    }

    @Override
    public void finish() throws Exception {
        // Not before: a task manager sends what accumulators hold with each of its heartbeats.
        ListAccumulator<RestoreReport> handOver = new ListAccumulator<>();
        handOver.add(tally.report());
        getRuntimeContext().addAccumulator(REPORT, handOver);
        finished = true;
        super.finish();
    }

    /** The task ends after that, and so the job: the file is there before its checkpoints are gone. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (finished && finishedFile != null) {
            CompletionFile.write(Path.of(finishedFile), checkpointId, tally);
        }
    }
}
