package dev.hotshard.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.EventTime;
import dev.hotshard.event.KeyRules;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;

/**
 * Goes through records and adds them to a {@link Breakdown}. Never throws on data. A record that is no rewritten event
 * costs little more than its scan, once two versions of libraries are known. Not thread-safe.
 */
public final class Review {

    /** Out of all calendars: what has neither a usable time nor a timestamp has no date, and not the one of today. */
    private static final long UNDATED = Long.MIN_VALUE;

    private final Breakdown breakdown = new Breakdown();
    private final LibraryReader library = new LibraryReader();
    private final EventReader reader;
    private final Hashes hashes;

    /** @param maxBytes the longest value allowed */
    public Review(KeyRules rules, int maxBytes) {
        reader = new EventReader(rules, maxBytes, () -> UNDATED);
        hashes = new Hashes(rules.hashKey());
    }

    /** What all records added so far hold. */
    public Breakdown breakdown() {
        return breakdown;
    }

    public void add(SourceRecord record) {
        Event event = reader.read(record);
        if (event == null) {
            addRejected(record, reader.rejection().reason());
        } else if (event.isRewritten()) {
            if (!addRestored(record)) {
                breakdown.addWithoutOriginals();
            }
        } else {
            if (breakdown.wantsVersions() && library.find(record.value(), reader.properties())) {
                breakdown.addVersion(library.key(hashes));
            }
            breakdown.addOther();
        }
    }

    /** The rewrite moves a name a level down, so that a rewritten event may be a level too deep. */
    private void addRejected(SourceRecord record, Reason reason) {
        if (reason != Reason.TOO_DEEP || !addRestored(record)) {
            breakdown.addInvalid(reason);
        }
    }

    private boolean addRestored(SourceRecord record) {
        Event original = reader.restore(record);
        if (original == null) {
            return false;
        }
        boolean hasLibrary = library.find(original.value(), reader.properties());
        if (hasLibrary && breakdown.wantsVersions()) {
            breakdown.addVersion(library.key(hashes));
        }
        breakdown.addRewritten(original, millis(original), hasLibrary ? library : null, hashes);
        return true;
    }

    private long millis(Event original) {
        if (!reader.timeFellBack()) {
            return EventTime.millis(original.value(), original.time());
        }
        boolean dated = original.epochDay() != Integer.MIN_VALUE;
        return dated ? original.source().timestampMillis() : IdProfile.NO_TIME;
    }
}
