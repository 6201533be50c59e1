package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.EventTime;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;

/**
 * Scans records and adds them to a {@link Breakdown}.
 *
 * <p>Never throws on data. A record without a rewritten event costs little more than its scan, once two
 * library versions are known. Not thread-safe.
 */
public final class BreakdownScan {

    private final Breakdown breakdown = new Breakdown();
    private final LibraryReader library = new LibraryReader();
    private final EventReader reader;
    private final FieldHashes hashes;

    /**
     * @param keySpec how events are dated and grouped
     * @param maxBytes the longest value accepted, in bytes
     */
    public BreakdownScan(KeySpec keySpec, int maxBytes) {
        reader = new EventReader(keySpec, maxBytes, EventReader.NO_CLOCK);
        hashes = new FieldHashes(keySpec.hashKey());
    }

    /** The breakdown of all records added so far. */
    public Breakdown breakdown() {
        return breakdown;
    }

    /** Adds a record, whatever it holds. */
    public void add(SourceRecord record) {
        Event original = reader.restore(record);
        if (original != null) {
            addRestored(original);
        } else if (reader.rejection() != null) {
            breakdown.addInvalid(reader.rejection().reason());
        } else if (reader.isNamedRewritten()) {
            breakdown.addWithoutOriginals();
        } else {
            if (breakdown.wantsVersions() && library.find(record.value(), reader.properties())) {
                breakdown.addVersion(library.hash(hashes));
            }
            breakdown.addOther();
        }
    }

    private void addRestored(Event original) {
        boolean hasLibrary = library.find(original.value(), reader.properties());
        if (hasLibrary && breakdown.wantsVersions()) {
            breakdown.addVersion(library.hash(hashes));
        }
        breakdown.addRewritten(original, millis(original), hasLibrary ? library : null, hashes);
    }

    private long millis(Event original) {
        if (!reader.timeFellBack()) {
            return EventTime.millis(original.value(), original.time());
        }
        return original.isDated() ? original.source().timestampMillis() : IdProfile.NO_TIME;
    }
}
