package dev.hotshard.flink;

import dev.hotshard.detect.gate.HeldHints;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintSender;
import dev.hotshard.flink.serde.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds hints until the checkpoint is complete that they came before, then sends them. No transaction: a
 * hint that is lost or sent twice costs speed only, and nothing that goes wrong with sending ends the job.
 * Runs alone.
 *
 * <p>What is held lies in state, because the detector's state says that these hints were given: after a
 * failure those of a checkpoint that had completed are sent at once.
 */
public final class SendHintsOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<Hint, Void> {

    private static final long serialVersionUID = 1L;

    private final HintSender.Factory senders;

    private transient ListState<Hint> state;
    private transient List<Hint> committed;
    private transient HeldHints held;
    private transient HintSender sender;

    public SendHintsOperator(HintSender.Factory senders) {
        this.senders = senders;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", Types.HINT));
        committed = new ArrayList<>();
        state.get().forEach(committed::add);
    }

    @Override
    public void open() throws Exception {
        super.open();
        held = new HeldHints();
        sender = senders.open();
        new Metrics(getMetricGroup()).count(Metrics.HINTS_UNSENT, () -> sender.unsent() + held.dropped());
        committed.forEach(sender::send);
        committed = null;
    }

    @Override
    public void processElement(StreamRecord<Hint> element) {
        held.add(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        held.barrier(context.getCheckpointId());
        state.update(held.all());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        held.complete(checkpointId).forEach(sender::send);
    }

    @Override
    public void close() throws Exception {
        if (sender != null) {
            sender.close();
        }
        super.close();
    }
}
