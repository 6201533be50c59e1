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
 * Holds each hint until the next checkpoint completes, then sends it. Sends without transactions, because a
 * lost or repeated hint costs only speed; a failure to send never fails the job. Runs with parallelism 1.
 *
 * <p>Held hints are in state, because the detector's state records them as sent. After a restore, sends the
 * hints of the restored checkpoint at once.
 */
public final class SendHintsOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<Hint, Void> {

    private static final long serialVersionUID = 1L;

    private final HintSender.Factory senders;

    private transient ListState<Hint> state;
    private transient List<Hint> restored;
    private transient HeldHints held;
    private transient HintSender sender;

    /** @param senders opens the sender, once for each attempt of the task */
    public SendHintsOperator(HintSender.Factory senders) {
        this.senders = senders;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", Types.HINT));
        restored = new ArrayList<>();
        state.get().forEach(restored::add);
    }

    @Override
    public void open() throws Exception {
        super.open();
        held = new HeldHints();
        sender = senders.open();
        new Metrics(getMetricGroup()).count(Metrics.HINTS_UNSENT, () -> sender.unsent() + held.dropped());
        restored.forEach(sender::send);
        restored = null;
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
