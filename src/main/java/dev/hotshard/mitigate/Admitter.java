package dev.hotshard.mitigate;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.json.JsonText;

/**
 * Turns events of cold keys into output records: the value unchanged, the id's text as the key. Gate and
 * detector use the same one, so the result does not depend on where an event is admitted.
 */
public final class Admitter {

    private final RecordLimit limit;

    /** @param limit the largest record that each destination accepts */
    public Admitter(RecordLimit limit) {
        this.limit = limit;
    }

    /**
     * Returns the output record, or null if it is larger than the destination accepts; the event is then to
     * be rejected with {@link Rejection#RECORD_TOO_LARGE}.
     */
    public OutputRecord admit(Event event) {
        SourceRecord source = event.source();
        byte[] key = JsonText.bytes(source.value(), event.distinctId());
        OutputRecord record = OutputRecord.of(Route.EVENTS, key, source);
        return limit.fits(record) ? record : null;
    }
}
