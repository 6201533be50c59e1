package dev.hotshard.flink;

import dev.hotshard.event.DeadLetterFormat;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordHeaders;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.EventDates;
import dev.hotshard.mitigate.ScatterKey;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeBuffer;
import dev.hotshard.recover.RestoreExample;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.recover.Restorer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Restores rewritten events and emits them under scatter keys, with the header
 * {@link RecordHeaders#RESTORED}. All other records take the route {@link Route#LEFT} or
 * {@link Route#DEAD_LETTERS}. Counts of outcomes go to {@link SideOutputs#OUTCOME_DELTAS}.
 *
 * <p>It is an operator because counts must leave before each barrier and at the end of the input. So none
 * is in state here, and a checkpoint counts every record that readers see.
 */
public final class RestoreOperator extends AbstractStreamOperator<OutputRecord>
        implements OneInputStreamOperator<SourceRecord, OutputRecord> {

    /** The list accumulator of examples: the first restored events of each subtask. */
    public static final String EXAMPLES = "restore-examples";

    private static final long serialVersionUID = 1L;

    private final RestoreSpec spec;
    private final ScatterMode scatter;
    private final String input;
    private final RecordLimit limit;
    private final ImportLimits importLimits;
    private final int examples;

    private transient Restorer restorer;
    private transient ScatterKey scatterKey;
    private transient EventDates dates;
    private transient OutcomeBuffer counts;
    private transient DeadLetters deadLetters;
    private transient List<RestoreExample> shown;
    private transient Counter events;
    private transient Counter restored;

    /**
     * @param spec which events to restore, and how
     * @param scatter the kind of scatter keys
     * @param input the name of the input, for dead letters
     * @param limit the largest record that each destination accepts
     * @param importLimits the limits that restored events are checked against; null to check none
     * @param examples the number of restored events that each subtask reports as examples
     */
    public RestoreOperator(
            RestoreSpec spec,
            ScatterMode scatter,
            String input,
            RecordLimit limit,
            ImportLimits importLimits,
            int examples) {
        this.spec = spec;
        this.scatter = scatter;
        this.input = input;
        this.limit = limit;
        this.importLimits = importLimits;
        this.examples = examples;
    }

    @Override
    public void open() throws Exception {
        super.open();
        restorer = new Restorer(spec);
        scatterKey = scatter.key(spec.keySpec().hashKey());
        counts = new OutcomeBuffer(count -> output.collect(SideOutputs.OUTCOME_DELTAS, new StreamRecord<>(count)));
        dates = new EventDates();
        shown = new ArrayList<>();
        Metrics metrics = new Metrics(getMetricGroup());
        events = metrics.counter(Metrics.EVENTS);
        restored = metrics.counter(Metrics.RESTORED);
        deadLetters = new DeadLetters(new DeadLetterFormat(input, limit), metrics);
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        SourceRecord record = element.getValue();
        events.inc();
        counts.add(Outcome.READ);
        Outcome total = restorer.restore(record);
        switch (total) {
            case RESTORED -> restored(record);
            case DEAD_LETTERS -> deadLetter(record, restorer.rejection());
            default -> left(record, total);
        }
    }

    private void left(SourceRecord record, Outcome total) {
        OutputRecord out = OutputRecord.of(Route.LEFT, record);
        if (limit.fits(out)) {
            counts.add(total);
            leave(out);
        } else {
            deadLetter(record, Rejection.RECORD_TOO_LARGE);
        }
    }

    private void restored(SourceRecord record) {
        Event event = restorer.event();
        SourceRecord source = event.source();
        OutputRecord out = new OutputRecord(
                Route.EVENTS, scatterKey.of(event), source.value(), headers(event), source.timestampMillis());
        if (!limit.fits(out)) {
            deadLetter(record, Rejection.RECORD_TOO_LARGE);
            return;
        }
        restored.inc();
        count(event);
        if (shown.size() < examples) {
            shown.add(new RestoreExample(record.value(), source.value()));
        }
        leave(out);
    }

    private Headers headers(Event event) {
        Headers headers = event.source().headers().withoutLast(RecordHeaders.REWRITTEN);
        return headers.has(RecordHeaders.RESTORED) ? headers : headers.with(RecordHeaders.RESTORED, dates.of(event));
    }

    private void count(Event event) {
        counts.addRestored(event);
        if (spec.repairsIds()) {
            counts.add(restorer.idReplaced() ? Outcome.IDS_REPLACED : Outcome.IDS_KEPT);
        }
        if (!event.isDated()) {
            counts.add(Outcome.UNDATED);
        }
        if (importLimits != null) {
            importLimits.excesses(event.value(), restorer.properties()).forEach(counts::add);
        }
    }

    private void deadLetter(SourceRecord record, Rejection rejection) {
        counts.add(Outcome.DEAD_LETTERS);
        leave(deadLetters.of(record, rejection));
    }

    private void leave(OutputRecord record) {
        output.collect(new StreamRecord<>(record));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        counts.flush();
    }

    @Override
    public void finish() throws Exception {
        counts.flush();
        if (examples > 0) {
            ListAccumulator<RestoreExample> handOver = new ListAccumulator<>();
            shown.forEach(handOver::add);
            getRuntimeContext().addAccumulator(EXAMPLES, handOver);
        }
        super.finish();
    }
}
