package dev.hotshard.recover;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.InsertId;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.SourceRecord;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Undoes the rewrite of the events that are chosen, and repairs their ids if told to. Costs two scans of a
 * rewritten event, a third if it is repaired. Never throws on data. Reusable, not thread-safe.
 */
public final class Restorer {

    private static final Set<Reason> NO_JSON =
            EnumSet.of(Reason.NULL_VALUE, Reason.INVALID_UTF8, Reason.MALFORMED_JSON);

    private final EventReader reader;
    private final Predicate<Event> choice;
    private final IdRepair repair;
    private final InsertId insertId;

    private Event event;
    private boolean idReplaced;

    /** @throws IdMapException if there is a table of ids that cannot be used */
    public Restorer(RestoreSpec rules) throws IdMapException {
        reader = new EventReader(rules.keySpec(), Integer.MAX_VALUE, EventReader.NO_CLOCK);
        choice = rules.filter().predicate();
        repair = rules.repair();
        insertId = rules.deriveInsertIds() ? new InsertId(rules.keySpec().hashKey()) : null;
    }

    /** What becomes of a record: one of the five that every record is one of. */
    public Outcome restore(SourceRecord record) {
        event = reader.restore(record);
        if (event == null) {
            return reader.rejection() != null
                            && NO_JSON.contains(reader.rejection().reason())
                    ? Outcome.DEAD_LETTERS
                    : reader.isNamedRewritten() ? Outcome.UNUSABLE : Outcome.NOT_REWRITTEN;
        }
        if (!choice.test(event)) {
            return Outcome.NOT_CHOSEN;
        }
        repair(event);
        return Outcome.RESTORED;
    }

    private void repair(Event original) {
        byte[] newId = repair == null ? null : repair.idOf(original, reader.properties());
        idReplaced = newId != null;
        if (idReplaced || insertId != null) {
            byte[] value = original.withIds(newId, insertId == null ? null : insertId.derive(original));
            event = reader.read(original.source().withValue(value));
        }
    }

    /** The event that the last record was restored to; its key is that of its id as it is now. */
    public Event event() {
        return event;
    }

    /** Where its properties lie. */
    public long properties() {
        return reader.properties();
    }

    /** Whether it has another id than the original. */
    public boolean idReplaced() {
        return idReplaced;
    }

    /** Why the last record is a dead letter. */
    public Rejection rejection() {
        return reader.rejection();
    }
}
