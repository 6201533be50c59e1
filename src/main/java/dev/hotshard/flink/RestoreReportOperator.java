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
 * Adds up the outcomes that all subtasks of a restore count, across failures and resumed runs, and puts the
 * report into an accumulator at the end of the input. Runs with parallelism 1.
 */
public final class RestoreReportOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<OutcomeDelta, Void> {

    /** The name of the accumulator, a list of one {@link RestoreReport}. */
    public static final String REPORT = "restore-report";

    private static final long serialVersionUID = 1L;

    private final String finishedFile;

    private transient ListState<byte[]> state;
    private transient RestoreLedger ledger;
    private transient boolean finished;

    /**
     * @param finishedFile the local path of the {@link CompletionFile} to write once a checkpoint covers
     *     all of the input; null for none
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
        ledger = new RestoreLedger();
        for (byte[] kept : state.get()) {
            ledger = RestoreLedger.of(kept);
        }
    }

    @Override
    public void processElement(StreamRecord<OutcomeDelta> element) {
        ledger.add(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(List.of(ledger.toBytes()));
    }

    @Override
    public void finish() throws Exception {
        // Only now, because TaskManagers send accumulators with each heartbeat.
        ListAccumulator<RestoreReport> reports = new ListAccumulator<>();
        reports.add(ledger.report());
        getRuntimeContext().addAccumulator(REPORT, reports);
        finished = true;
        super.finish();
    }

    /**
     * Writes the completion file. The task, and so the job, ends only after this call, so the file exists
     * before the checkpoints are deleted.
     */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (finished && finishedFile != null) {
            CompletionFile.write(Path.of(finishedFile), checkpointId, ledger);
        }
    }
}
