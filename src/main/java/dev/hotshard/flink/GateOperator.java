package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.ScanResult;
import dev.hotshard.mitigate.RewriteSpec;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Spares events the keyed exchange. Rewrites those that a hint proves hot and emits them to
 * {@link SideOutputs#OUT}; sends their number to the detector as a {@link GateCount}, at intervals and
 * before any event of the same key that the detector decides. With slack, admits a key's first events
 * unchanged to the same output, without telling the detector. Forwards all other events to the detector, so
 * a missing hint costs only speed. Emits records that the scan finished at once, in no particular order
 * relative to events.
 *
 * <p>It is an operator because counts and held events must leave before each barrier and at the end of the
 * input. So neither is in state, and a checkpoint counts every event whose record readers see. The only
 * state is the sketch of {@link LocalAdmission}.
 */
public final class GateOperator extends AbstractStreamOperator<DetectorInput>
        implements OneInputStreamOperator<ScanResult, DetectorInput>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    /** The longest time until the detector counts an event that the gate rewrote. */
    private static final long FLUSH_MILLIS = 1000;

    private final Thresholds thresholds;
    private final RewriteSpec rewriteSpec;
    private final HintFeed feed;
    private final UUID submission;
    private final AdmissionSlack slack;
    private final Duration ttl;
    private final long flushMillis;

    private transient HintFeed.Subscription hints;
    /** Null without slack. */
    private transient LocalAdmission admission;
    /** Null without slack. */
    private transient AdmissionBatch held;

    private transient GateCounts counts;
    private transient GateOutput gateOutput;

    /**
     * @param thresholds the threshold of each event
     * @param ttl how long the detector keeps a key without an event
     * @param submission the submission whose hints to follow
     */
    public GateOperator(
            Thresholds thresholds,
            RewriteSpec rewriteSpec,
            Duration ttl,
            HintFeed feed,
            UUID submission,
            AdmissionSlack slack) {
        this.thresholds = thresholds;
        this.rewriteSpec = rewriteSpec;
        this.ttl = ttl;
        this.slack = slack;
        this.feed = feed;
        this.submission = submission;
        // The detector forgets a key TTL + TTL/32 after its last event at the earliest.
        flushMillis = Math.max(1, Math.min(FLUSH_MILLIS, ttl.toMillis() / 64));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        admission = LocalAdmission.restore(
                context, slack, ttl, getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(), now());
    }

    @Override
    public void open() throws Exception {
        super.open();
        counts = new GateCounts(this::send);
        Metrics metrics = new Metrics(getMetricGroup());
        gateOutput = new GateOutput(rewriteSpec, admission != null, metrics, output);
        if (admission != null) {
            held = new AdmissionBatch(
                    admission, thresholds, gateOutput::admit, this::passOn, getProcessingTimeService());
            admission.register(metrics, thresholds.byDefault());
            warnIfSlackIsTooSmall();
        }
        hints = feed.subscribe(submission);
        metrics.gauge(Metrics.HINTS_LAG_SECONDS, hints::lagSeconds);
        metrics.count(Metrics.HINTS_UNREADABLE, hints::unreadable);
        flushLater();
    }

    private void warnIfSlackIsTooSmall() {
        long threshold = thresholds.byDefault();
        if (admission.allowance(threshold) == 0) {
            LOG.warn(
                    "The slack, {} of a threshold of {} events, is less than one event for each of {} gate "
                            + "subtasks: gates admit none by themselves",
                    slack.fraction(),
                    threshold,
                    getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        }
    }

    @Override
    public void processElement(StreamRecord<ScanResult> element) {
        if (element.getValue() instanceof OutputRecord record) {
            gateOutput.emit(record);
        } else {
            process((Event) element.getValue(), element);
        }
    }

    private void process(Event event, StreamRecord<?> element) {
        Hint hint = hints.hintTable().get(event.key());
        long threshold = thresholds.of(event);
        if (hint != null && hint.isHot(threshold)) {
            long now = now();
            if (now < hint.endMillis()) {
                keep(event, hint, now);
                return;
            }
        }
        // Before the detector decides, it must count the key's earlier events. Sending that count releases the
        // batch.
        counts.flush(event.key());
        if (held == null || held.isEmpty() && admission.allowance(threshold) == 0) {
            output.collect(element.replace(event));
        } else {
            held.add(event);
        }
    }

    /** Sends a count to the detector, after all events that arrived before it. */
    private void send(GateCount count) {
        if (held != null) {
            held.release();
        }
        output.collect(new StreamRecord<>(count));
    }

    private void passOn(Event event) {
        output.collect(new StreamRecord<>(event));
    }

    private void keep(Event event, Hint hint, long nowMillis) {
        boolean isFirst = counts.add(hint, gateOutput.rewrite(event), nowMillis);
        if (isFirst && admission != null) {
            // Once per flush interval is enough.
            admission.exhaust(hint.key());
        }
    }

    private void flush() {
        if (held != null) {
            held.release();
        }
        counts.flush();
    }

    private void flushLater() {
        getProcessingTimeService().registerTimer(now() + flushMillis, this);
    }

    @Override
    public void onProcessingTime(long timestamp) {
        if (admission != null) {
            admission.tick(now());
        }
        flush();
        flushLater();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    /** Flushes first, because the last watermark makes the detector emit final totals. */
    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        flush();
        super.processWatermark(watermark);
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (hints != null) {
            hints.close();
        }
        super.close();
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }
}
