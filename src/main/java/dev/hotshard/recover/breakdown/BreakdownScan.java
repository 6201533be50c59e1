package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.EventTime;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;

/**
 * Goes through records and adds them to a {@link Breakdown}. Never throws on data. A record that is no
 * rewritten event costs little more than its scan, once two versions of libraries are known. Not
 * thread-safe.
 */
public final class BreakdownScan {

    private final Breakdown breakdown = new Breakdown();
    private final LibraryReader library = new LibraryReader();
    private final EventReader reader;
    private final FieldHashes hashes;

    /** @param maxBytes the longest value allowed */
    public BreakdownScan(KeySpec rules, int maxBytes) {
        reader = new EventReader(rules, maxBytes, EventReader.NO_CLOCK);
        hashes = new FieldHashes(rules.hashKey());
    }

    /** What all records added so far hold. */
    public Breakdown breakdown() {
        return breakdown;
    }

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
                breakdown.addVersion(library.key(hashes));
            }
            breakdown.addOther();
        }
    }

    private void addRestored(Event original) {
        boolean hasLibrary = library.find(original.value(), reader.properties());
        if (hasLibrary && breakdown.wantsVersions()) {
            breakdown.addVersion(library.key(hashes));
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
