package dev.hotshard.event;

import java.util.function.LongSupplier;

/**
 * Makes events of records: validates, finds the members, decides whether the event is counted and under which key. Never
 * throws on data. Reusable, not thread-safe.
 */
public final class EventReader {

    private final EventScanner scanner;
    private final EventCalendar calendar;
    private final KeyHash hash;
    private final int maxBytes;
    private final LongSupplier clock;

    private Rejection rejection;
    private boolean timeFellBack;

    /**
     * @param maxBytes the longest value allowed
     * @param clock milliseconds since the epoch, asked only for records with neither a usable time nor a timestamp
     */
    public EventReader(KeyRules rules, int maxBytes, LongSupplier clock) {
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
        rejection = value == null
                ? new Rejection(Reason.NULL_VALUE, "the record has no value")
                : value.length > maxBytes
                        ? new Rejection(Reason.TOO_LARGE, value.length + " bytes, " + maxBytes + " are allowed")
                        : scanner.scan(value);
        if (rejection != null) {
            return null;
        }
        return isCounted(value) ? counted(record, value) : event(record, null, 0);
    }

    /**
     * The event that a rewritten one was, as if it had come in instead: the record with the value restored, key and date as
     * the detector would give them.
     *
     * @param record one of which {@link #read} has made an event, or has rejected as {@link Reason#TOO_DEEP}
     * @return null if its value is no rewritten event, see {@link HotEvent#restore}
     */
    public Event restore(SourceRecord record) {
        timeFellBack = false;
        byte[] original = HotEvent.restore(record.value(), scanner);
        return original == null ? null : counted(record.withValue(original), original);
    }

    /** Why the last {@link #read} gave nothing. */
    public Rejection rejection() {
        return rejection;
    }

    /** Whether the last event read was dated by its record's timestamp or the clock, for want of a usable time. */
    public boolean timeFellBack() {
        return timeFellBack;
    }

    /**
     * Where the {@code properties} lie of the value that was read or restored last, of any type, for {@link Members} to go
     * through; {@link Span#NONE} if it has none. Stands only if that gave an event.
     */
    public long properties() {
        return scanner.properties();
    }

    private boolean isCounted(byte[] value) {
        return isEvent(value)
                && JsonText.isName(value, scanner.distinctId())
                && !HotEvent.isExempt(value, scanner.event());
    }

    private boolean isEvent(byte[] value) {
        long properties = scanner.properties();
        return scanner.event() != Span.NONE && properties != Span.NONE && value[Span.start(properties)] == '{';
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
        return new Event(record, scanner.event(), scanner.distinctId(), scanner.time(), scanner.insertId(),
                scanner.project(), scanner.originalEvent(), scanner.originalId(), key, epochDay);
    }
}
