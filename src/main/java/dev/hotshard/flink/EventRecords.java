package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Rejection;
import dev.hotshard.mitigate.Admitter;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.Rewriter;
import org.apache.flink.metrics.Counter;

/**
 * Makes the output record of each decided event: rewritten or admitted, or a dead letter if the event cannot
 * be rewritten or does not fit. Counts rewritten events and dead letters. Not thread-safe.
 */
final class EventRecords {

    private final Rewriter rewriter;
    private final Admitter admitter;
    private final DeadLetters deadLetters;
    private final Counter rewritten;

    EventRecords(RewriteSpec rewriteSpec, Metrics metrics) {
        rewriter = new Rewriter(rewriteSpec);
        admitter = new Admitter(rewriteSpec.limit());
        deadLetters = new DeadLetters(rewriteSpec.deadLetters(), metrics);
        rewritten = metrics.counter(Metrics.REWRITTEN);
    }

    /** Returns the record of a hot event: rewritten, under a scatter key, or a dead letter. */
    OutputRecord rewrite(Event event) {
        OutputRecord record = rewriter.rewrite(event);
        if (record == null) {
            return deadLetters.of(event.source(), rewriter.rejection());
        }
        rewritten.inc();
        return record;
    }

    /** Returns the record of a cold event: unchanged, under its id, or a dead letter. */
    OutputRecord admit(Event event) {
        OutputRecord record = admitter.admit(event);
        return record == null ? deadLetters.of(event.source(), Rejection.RECORD_TOO_LARGE) : record;
    }
}
