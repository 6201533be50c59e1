package dev.hotshard.flink;

import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.recover.breakdown.Breakdown;
import dev.hotshard.recover.breakdown.BreakdownScan;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up records into one {@link Breakdown} for each subtask, and puts it into the list accumulator
 * {@link #RESULT} at the end of the input. It does so only then because TaskManagers send accumulators with
 * each heartbeat. The result suits a cluster within one process: between processes it may exceed Flink's
 * frame size. Keeps no state, so the job must run without checkpoints.
 *
 * <p>It is an operator because a function cannot tell the end of its input from a failure.
 */
public final class BreakdownOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<SourceRecord, Void> {

    /** The name of the accumulator, a list of {@link Breakdown}. */
    public static final String RESULT = "breakdown";

    private static final long serialVersionUID = 1L;

    private final KeySpec keySpec;
    private final int maxEventBytes;

    private transient BreakdownScan scan;
    private transient Counter events;

    /** @param maxEventBytes the limit of a value in bytes */
    public BreakdownOperator(KeySpec keySpec, int maxEventBytes) {
        this.keySpec = keySpec;
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        scan = new BreakdownScan(keySpec, maxEventBytes);
        events = new Metrics(getMetricGroup()).counter(Metrics.EVENTS);
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        events.inc();
        scan.add(element.getValue());
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        ListAccumulator<Breakdown> result = new ListAccumulator<>();
        result.add(scan.breakdown());
        getRuntimeContext().addAccumulator(RESULT, result);
    }
}
