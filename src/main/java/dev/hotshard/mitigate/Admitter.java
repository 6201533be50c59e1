package dev.hotshard.mitigate;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.json.JsonText;

/**
 * Events of cold keys to records that leave with the bytes they came with, keyed by the id's text; the same
 * wherever one is admitted.
 */
public final class Admitter {

    private final RecordLimit limit;

    public Admitter(RecordLimit limit) {
        this.limit = limit;
    }

    /**
     * The record that the event leaves as, or null if the destination does not take it:
     * {@link Rejection#RECORD_TOO_LARGE}.
     */
    public OutputRecord admit(Event event) {
        SourceRecord source = event.source();
        byte[] key = JsonText.bytes(source.value(), event.distinctId());
        OutputRecord record = OutputRecord.of(Route.EVENTS, key, source);
        return limit.fits(record) ? record : null;
    }
}
