package dev.hotshard.event;

import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads records as events: validates the value, locates its members, decides whether the event can be counted,
 * and derives its event date and counter key. Never throws on data. The cost is one pass over the value and
 * one hash of project and id; an event allocates itself and its key. Reusable, not thread-safe.
 */
public final class EventReader {

    /** A clock for callers that prefer an undated event to one dated today. */
    public static final LongSupplier NO_CLOCK = () -> Long.MIN_VALUE;

    /** Reasons that leave the scanner with the members of an object. */
    private static final Set<Reason> IS_OBJECT = EnumSet.of(Reason.TOO_DEEP, Reason.DUPLICATE_FIELD);

    private final EventScanner scanner;
    private final EventCalendar calendar;
    private final KeyHash hash;
    private final int maxBytes;
    private final LongSupplier clock;

    private Rejection rejection;
    private Uncounted uncounted;
    private boolean timeFellBack;
    private boolean namedRewritten;

    /**
     * Creates a reader.
     *
     * @param spec time zone, project property and hash key
     * @param maxBytes the limit on a value, in bytes
     * @param clock milliseconds since the epoch; read only for records with neither a usable time nor a
     *     timestamp
     */
    public EventReader(KeySpec spec, int maxBytes, LongSupplier clock) {
        scanner = new EventScanner(spec.projectProperty());
        calendar = new EventCalendar(spec.zone());
        hash = new KeyHash(spec.hashKey());
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Reads the event of a record; null if the record has none, and then {@link #rejection} says why. */
    public Event read(SourceRecord record) {
        timeFellBack = false;
        byte[] value = record.value();
        rejection = scan(value);
        if (rejection != null) {
            return null;
        }
        uncounted = Uncounted.of(value, scanner);
        return uncounted == null ? counted(record, value) : event(record, null, 0);
    }

    private Rejection scan(byte[] value) {
        if (value == null) {
            return new Rejection(Reason.NULL_VALUE, "the record has no value");
        }
        return value.length > maxBytes
                ? new Rejection(Reason.TOO_LARGE, value.length + " bytes, " + maxBytes + " are allowed")
                : scanner.scan(value);
    }

    /**
     * Restores a rewritten event and reads it as if it had never been rewritten: the record with its
     * original value, with the counter key and date that the detector would derive.
     *
     * @return null if the value is not a rewritten event, see {@link HotEvent#restore}; {@link #rejection}
     *     says why if it is not an event at all
     */
    public Event restore(SourceRecord record) {
        timeFellBack = false;
        byte[] value = record.value();
        rejection = scan(value);
        namedRewritten = (rejection == null || IS_OBJECT.contains(rejection.reason()))
                && HotEvent.isRewritten(value, scanner.event());
        byte[] original = namedRewritten ? HotEvent.restoreScanned(value, scanner, rejection) : null;
        if (original == null) {
            return null;
        }
        rejection = null;
        return counted(record.withValue(original), original);
    }

    /**
     * Whether the last value passed to {@link #restore} has the name of a rewritten event, restorable or not.
     */
    public boolean isNamedRewritten() {
        return namedRewritten;
    }

    /** Why the last {@link #read} or {@link #restore} returned null; null if it did not reject the record. */
    public Rejection rejection() {
        return rejection;
    }

    /** Why the last event read has no counter key; null if it has one. */
    public Uncounted uncounted() {
        return uncounted;
    }

    /**
     * Whether the last event read was dated by its record's timestamp or by the clock, because it has no
     * usable time.
     */
    public boolean timeFellBack() {
        return timeFellBack;
    }

    /**
     * The span of the {@code properties} of the last value read or restored, for use with {@link Members}.
     * The value may be of any type; {@link Span#NONE} if it is absent. After a {@link #restore} that found
     * no rewritten event, that of the value as it came.
     */
    public long properties() {
        return scanner.properties();
    }

    private Event counted(SourceRecord record, byte[] value) {
        int epochDay = epochDay(record, value);
        return event(record, CounterKey.of(hash, value, scanner.project(), scanner.distinctId(), epochDay), epochDay);
    }

    private int epochDay(SourceRecord record, byte[] value) {
        long millis = EventTime.millis(value, scanner.time());
        int epochDay = millis == EventTime.UNUSABLE ? EventCalendar.OUT_OF_RANGE : calendar.epochDay(millis);
        if (epochDay == EventCalendar.OUT_OF_RANGE) {
            timeFellBack = true;
            epochDay = record.timestampMillis() < 0 ? epochDay : calendar.epochDay(record.timestampMillis());
        }
        return epochDay == EventCalendar.OUT_OF_RANGE ? calendar.epochDay(clock.getAsLong()) : epochDay;
    }

    private Event event(SourceRecord record, CounterKey key, int epochDay) {
        return new Event(
                record,
                scanner.event(),
                scanner.distinctId(),
                scanner.time(),
                scanner.insertId(),
                scanner.project(),
                scanner.originalEvent(),
                scanner.originalId(),
                key,
                epochDay);
    }
}
