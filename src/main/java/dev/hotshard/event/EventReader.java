package dev.hotshard.event;

import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Makes events of records: validates, finds the members, decides whether the event is counted and under
 * which key. Never throws on data. Reusable, not thread-safe.
 */
public final class EventReader {

    /** For who would rather have no date than today's. */
    public static final LongSupplier NO_CLOCK = () -> Long.MIN_VALUE;

    /** Rejections of values that are objects, so that the scanner has their members. */
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
     * @param maxBytes the longest value allowed
     * @param clock milliseconds since the epoch, asked only for records with neither a usable time nor a
     *     timestamp
     */
    public EventReader(KeySpec rules, int maxBytes, LongSupplier clock) {
        scanner = new EventScanner(rules.projectProperty());
        calendar = new EventCalendar(rules.zone());
        hash = new KeyHash(rules.hashKey());
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** The event that a record holds, or null if there is none and {@link #rejection} says why. */
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
     * The event that a rewritten one was, as if it had come in instead: the record with the value restored,
     * key and date as the detector would give them.
     *
     * @return null if its value is no rewritten event, see {@link HotEvent#restore}; {@link #rejection}
     *     says why if it is no event at all
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
     * Whether the last value that {@link #restore} looked at bears the name of a rewritten event, usable or
     * not.
     */
    public boolean isNamedRewritten() {
        return namedRewritten;
    }

    /** Why the last {@link #read} or {@link #restore} gave nothing. */
    public Rejection rejection() {
        return rejection;
    }

    /** Why the last event read has no key; null if it has one. */
    public Uncounted uncounted() {
        return uncounted;
    }

    /**
     * Whether the last event read was dated by its record's timestamp or the clock, for want of a usable
     * time.
     */
    public boolean timeFellBack() {
        return timeFellBack;
    }

    /**
     * Where the {@code properties} lie of the event that was read or restored last, or was to be restored
     * and is no rewritten one, for {@link Members} to go through; of any type, {@link Span#NONE} if it has
     * none.
     */
    public long properties() {
        return scanner.properties();
    }

    private Event counted(SourceRecord record, byte[] value) {
        int day = epochDay(record, value);
        return event(record, CounterKey.of(hash, value, scanner.project(), scanner.distinctId(), day), day);
    }

    private int epochDay(SourceRecord record, byte[] value) {
        long millis = EventTime.millis(value, scanner.time());
        int day = millis == EventTime.UNUSABLE ? EventCalendar.OUT_OF_RANGE : calendar.epochDay(millis);
        if (day == EventCalendar.OUT_OF_RANGE) {
            timeFellBack = true;
            day = record.timestampMillis() < 0 ? day : calendar.epochDay(record.timestampMillis());
        }
        return day == EventCalendar.OUT_OF_RANGE ? calendar.epochDay(clock.getAsLong()) : day;
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
