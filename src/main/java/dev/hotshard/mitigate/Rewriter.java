package dev.hotshard.mitigate;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordHeaders;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;

/**
 * Rewrites events of hot keys into output records under a scatter key, with the event date in the header
 * {@value RecordHeaders#REWRITTEN}. The result does not depend on where an event is rewritten. Reusable,
 * not thread-safe.
 */
public final class Rewriter {

    private final RewriteSpec spec;
    private final ScatterKey scatterKey;
    private final EventDates dates = new EventDates();

    private Rejection rejection;

    /** @param spec the limits and the scatter keys to rewrite under */
    public Rewriter(RewriteSpec spec) {
        this.spec = spec;
        scatterKey = spec.scatterKey();
    }

    /**
     * Returns the output record, or null if the event cannot be rewritten; {@link #rejection} then says
     * why.
     */
    public OutputRecord rewrite(Event event) {
        if (HotEvent.isTooDeepRewritten(event)) {
            return reject(Reason.TOO_DEEP, "nested deeper than " + EventScanner.MAX_DEPTH + " once rewritten");
        }
        if (event.hasReservedProperty()) {
            return reject(Reason.RESERVED_PROPERTY, "already has an mp_original_ property");
        }
        long length = HotEvent.rewrittenLength(event);
        if (length > spec.maxEventBytes()) {
            return reject(
                    Reason.TOO_LARGE_REWRITTEN,
                    length + " bytes once rewritten, " + spec.maxEventBytes() + " are allowed");
        }
        SourceRecord source = event.source();
        OutputRecord record = new OutputRecord(
                Route.EVENTS,
                scatterKey.of(event),
                HotEvent.rewrite(event),
                source.headers().with(RecordHeaders.REWRITTEN, dates.of(event)),
                source.timestampMillis());
        return spec.limit().fits(record)
                ? record
                : reject(Reason.TOO_LARGE_REWRITTEN, Rejection.RECORD_TOO_LARGE.detail());
    }

    /** The reason why the last {@link #rewrite} returned null. */
    public Rejection rejection() {
        return rejection;
    }

    private OutputRecord reject(Reason reason, String detail) {
        rejection = new Rejection(reason, detail);
        return null;
    }
}
