package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Rejection;
import dev.hotshard.mitigate.Admitter;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.Rewriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Emits and counts the records that leave at the gate, to {@link SideOutputs#OUT}. Not thread-safe. */
final class GateOutput {

    private final Output<?> output;
    private final Rewriter rewriter;
    private final Admitter admitter;
    private final DeadLetters deadLetters;
    private final Counter rewritten;
    private final Counter gateRewritten;
    /** Null without slack. */
    private final Counter admittedLocally;

    /**
     * @param hasSlack whether the gate admits events by itself
     * @param output the operator's output
     */
    GateOutput(RewriteSpec rewriteSpec, boolean hasSlack, Metrics metrics, Output<?> output) {
        this.output = output;
        rewriter = new Rewriter(rewriteSpec);
        admitter = new Admitter(rewriteSpec.limit());
        deadLetters = new DeadLetters(rewriteSpec.deadLetters(), metrics);
        rewritten = metrics.counter(Metrics.REWRITTEN);
        gateRewritten = metrics.counter(Metrics.GATE_REWRITTEN);
        admittedLocally = hasSlack ? metrics.counter(Metrics.ADMITTED_LOCALLY) : null;
    }

    /**
     * Emits a hot event rewritten, or as a dead letter if it cannot be rewritten.
     *
     * @return 1 if it was rewritten, 0 otherwise
     */
    int rewrite(Event event) {
        OutputRecord record = rewriter.rewrite(event);
        if (record == null) {
            emit(deadLetters.of(event.source(), rewriter.rejection()));
            return 0;
        }
        rewritten.inc();
        gateRewritten.inc();
        emit(record);
        return 1;
    }

    /** Emits an event under its id, or as a dead letter if it is too large. Only with slack. */
    void admit(Event event) {
        OutputRecord record = admitter.admit(event);
        if (record == null) {
            emit(deadLetters.of(event.source(), Rejection.RECORD_TOO_LARGE));
        } else {
            admittedLocally.inc();
            emit(record);
        }
    }

    /** Emits a record as it is. */
    void emit(OutputRecord record) {
        output.collect(SideOutputs.OUT, new StreamRecord<>(record));
    }
}
