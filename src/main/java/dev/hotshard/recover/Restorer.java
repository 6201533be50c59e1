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
 * Undoes the rewrite of the events that a filter selects and repairs their ids if the spec says so.
 *
 * <p>A rewritten event costs two scans, or three if it is repaired. Never throws on data. Reusable; not
 * thread-safe.
 */
public final class Restorer {

    private static final Set<Reason> NOT_JSON =
            EnumSet.of(Reason.NULL_VALUE, Reason.INVALID_UTF8, Reason.MALFORMED_JSON);

    private final EventReader reader;
    private final Predicate<Event> filter;
    private final IdRepair repair;
    private final InsertId insertId;

    private Event event;
    private boolean idReplaced;

    /** @throws IdMapException if there is a table of ids that cannot be used */
    public Restorer(RestoreSpec spec) throws IdMapException {
        reader = new EventReader(spec.keySpec(), Integer.MAX_VALUE, EventReader.NO_CLOCK);
        filter = spec.filter().predicate();
        repair = spec.repair();
        insertId = spec.deriveInsertIds() ? new InsertId(spec.keySpec().hashKey()) : null;
    }

    /**
     * Restores the event of a record; {@link #event} or {@link #rejection} then tells more.
     *
     * @return one of the five outcomes from {@link Outcome#RESTORED} to {@link Outcome#DEAD_LETTERS}
     */
    public Outcome restore(SourceRecord record) {
        event = reader.restore(record);
        if (event == null) {
            return unrestored();
        }
        if (!filter.test(event)) {
            return Outcome.NOT_CHOSEN;
        }
        repairIds(event);
        return Outcome.RESTORED;
    }

    private Outcome unrestored() {
        Rejection rejection = reader.rejection();
        if (rejection != null && NOT_JSON.contains(rejection.reason())) {
            return Outcome.DEAD_LETTERS;
        }
        return reader.isNamedRewritten() ? Outcome.UNUSABLE : Outcome.NOT_REWRITTEN;
    }

    private void repairIds(Event original) {
        byte[] newId = repair == null ? null : repair.idOf(original, reader.properties());
        idReplaced = newId != null;
        if (idReplaced || insertId != null) {
            byte[] value = original.withIds(newId, insertId == null ? null : insertId.derive(original));
            event = reader.read(original.source().withValue(value));
        }
    }

    /** The event that the last record was restored to. Its key is that of its present id. */
    public Event event() {
        return event;
    }

    /** The span of the properties of {@link #event}. */
    public long properties() {
        return reader.properties();
    }

    /** Whether the last event got a new id. */
    public boolean idReplaced() {
        return idReplaced;
    }

    /** Why the last record is a dead letter. */
    public Rejection rejection() {
        return reader.rejection();
    }
}
