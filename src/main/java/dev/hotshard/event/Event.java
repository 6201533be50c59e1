package dev.hotshard.event;

import java.time.LocalDate;

/**
 * One valid event: the record it came as, where its members lie in the bytes, and what it is counted under. Immutable.
 * Spans are {@link Span}s of the record's value, {@link Span#NONE} for an absent member.
 *
 * @param source the record
 * @param event the value of {@code event}
 * @param distinctId the value of {@code properties.distinct_id}
 * @param time the value of {@code properties.time}
 * @param insertId the value of {@code properties.$insert_id}
 * @param project the value of the project property
 * @param originalEvent the value of {@code properties.mp_original_event_name}
 * @param originalId the value of {@code properties.mp_original_distinct_id}
 * @param key what the event is counted under, or null if it is never counted
 * @param epochDay the event date as days since 1970-01-01; 0 if the event is never counted
 */
public record Event(
        SourceRecord source,
        long event,
        long distinctId,
        long time,
        long insertId,
        long project,
        long originalEvent,
        long originalId,
        CounterKey key,
        int epochDay)
        implements Counted {

    /** The bytes that all spans refer to. */
    public byte[] value() {
        return source.value();
    }

    /** Whether the event already bears a name that the rewrite would add. */
    public boolean isReserved() {
        return originalEvent != Span.NONE || originalId != Span.NONE;
    }

    /** Whether the event comes in as a rewritten one. */
    public boolean isRewritten() {
        return HotEvent.isRewritten(value(), event);
    }

    /** The calendar day that the event is counted for. */
    public LocalDate date() {
        return LocalDate.ofEpochDay(epochDay);
    }
}
