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
 * Records to one {@link Breakdown} for each subtask, in the list accumulator {@link #RESULT}. It is there
 * when the input has ended, and not before: a task manager sends what accumulators hold with each of its
 * heartbeats. Of a size for a cluster within one process; between processes a message has to fit Flink's
 * frame size. Keeps nothing in checkpoints, so there must be none.
 *
 * <p>An operator of its own kind, because a function is not told whether its input has ended or it has
 * failed.
 */
public final class BreakdownOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<SourceRecord, Void> {

    public static final String RESULT = "breakdown";

    private static final long serialVersionUID = 1L;

    private final KeySpec rules;
    private final int maxEventBytes;

    private transient BreakdownScan review;
    private transient Counter events;

    /** @param maxEventBytes the longest value */
    public BreakdownOperator(KeySpec rules, int maxEventBytes) {
        this.rules = rules;
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        review = new BreakdownScan(rules, maxEventBytes);
        events = new Metrics(getMetricGroup()).counter(Metrics.EVENTS);
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        events.inc();
        review.add(element.getValue());
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        ListAccumulator<Breakdown> result = new ListAccumulator<>();
        result.add(review.breakdown());
        getRuntimeContext().addAccumulator(RESULT, result);
    }
}
