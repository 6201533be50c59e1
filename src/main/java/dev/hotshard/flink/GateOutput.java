package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.mitigate.RewriteSpec;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Emits and counts the records that leave at the gate, to {@link SideOutputs#OUT}. Not thread-safe. */
final class GateOutput {

    private final Output<?> output;
    private final EventRecords records;
    private final Counter gateRewritten;
    /** Null without slack. */
    private final Counter admittedLocally;

    /**
     * @param hasSlack whether the gate admits events by itself
     * @param output the operator's output
     */
    GateOutput(RewriteSpec rewriteSpec, boolean hasSlack, Metrics metrics, Output<?> output) {
        this.output = output;
        records = new EventRecords(rewriteSpec, metrics);
        gateRewritten = metrics.counter(Metrics.GATE_REWRITTEN);
        admittedLocally = hasSlack ? metrics.counter(Metrics.ADMITTED_LOCALLY) : null;
    }

    /**
     * Emits a hot event rewritten, or as a dead letter if it cannot be rewritten.
     *
     * @return 1 if it was rewritten, 0 otherwise
     */
    int rewrite(Event event) {
        OutputRecord record = records.rewrite(event);
        emit(record);
        if (record.route() == Route.DEAD_LETTERS) {
            return 0;
        }
        gateRewritten.inc();
        return 1;
    }

    /** Emits an event under its id, or as a dead letter if it is too large. Only with slack. */
    void admit(Event event) {
        OutputRecord record = records.admit(event);
        emit(record);
        if (record.route() != Route.DEAD_LETTERS) {
            admittedLocally.inc();
        }
    }

    /** Emits a record as it is. */
    void emit(OutputRecord record) {
        output.collect(SideOutputs.OUT, new StreamRecord<>(record));
    }
}
