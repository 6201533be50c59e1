package dev.hotshard.event;

import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Splice;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A valid event: the record that holds it, the positions of its members, its counter key and event date.
 * Immutable; the arrays are not copied and must not be changed. Members are given as {@link Span}s of the
 * record's value, {@link Span#NONE} if absent.
 *
 * @param source the record
 * @param event the span of the value of {@code event}
 * @param distinctId the span of the value of {@code properties.distinct_id}
 * @param time the span of the value of {@code properties.time}
 * @param insertId the span of the value of {@code properties.$insert_id}
 * @param project the span of the value of the project property
 * @param originalEvent the span of the value of {@code properties.mp_original_event_name}
 * @param originalId the span of the value of {@code properties.mp_original_distinct_id}
 * @param key the counter key, or null if {@link Uncounted} says why
 * @param epochDay the event date in days since 1970-01-01; 0 without a counter key,
 *     {@link #UNDATED} if it has no date
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
        implements DetectorInput, ScanResult {

    /** The {@code epochDay} of an event without a usable time, timestamp or clock. */
    public static final int UNDATED = Integer.MIN_VALUE;

    private static final byte[] BEFORE_INSERT_ID = ",\"$insert_id\":".getBytes(StandardCharsets.US_ASCII);

    /** The record's value, which all spans refer to. */
    public byte[] value() {
        return source.value();
    }

    /** Whether the event has a property that only the rewrite may add, so that it cannot be rewritten. */
    public boolean hasReservedProperty() {
        return originalEvent != Span.NONE || originalId != Span.NONE;
    }

    /** Whether the event was rewritten before it arrived. */
    public boolean isRewritten() {
        return HotEvent.isRewritten(value(), event);
    }

    /** Whether the event has a date. */
    public boolean isDated() {
        return epochDay != UNDATED;
    }

    /**
     * Returns the value with another id and {@code $insert_id} and all other bytes unchanged. A missing
     * {@code $insert_id} is inserted after the id.
     *
     * @param id the new id as JSON, or null to keep the id
     * @param insertId the new {@code $insert_id} as JSON, or null to keep it
     */
    public byte[] withIds(byte[] id, byte[] insertId) {
        Splice splice = new Splice(value());
        if (id != null) {
            splice.replace(distinctId, id);
        }
        if (insertId != null && this.insertId != Span.NONE) {
            splice.replace(this.insertId, insertId);
        } else if (insertId != null) {
            int at = Span.end(distinctId);
            splice.replace(Span.of(at, at), BEFORE_INSERT_ID).replace(Span.of(at, at), insertId);
        }
        return splice.bytes();
    }

    /** The event date. */
    public LocalDate date() {
        return LocalDate.ofEpochDay(epochDay);
    }
}
