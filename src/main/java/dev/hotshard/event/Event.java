package dev.hotshard.event;

import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Splice;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * One valid event: the record it came as, where its members lie in the bytes, and what it is counted under.
 * Immutable. Spans are {@link Span}s of the record's value, {@link Span#NONE} for an absent member.
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
 * @param epochDay the event date as days since 1970-01-01; 0 if the event is never counted,
 *     {@link #UNDATED} if nothing dates it
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

    /** The date of an event that has none, where there is no clock to fall back on. */
    public static final int UNDATED = Integer.MIN_VALUE;

    private static final byte[] BEFORE_INSERT_ID = ",\"$insert_id\":".getBytes(StandardCharsets.US_ASCII);

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

    /** Whether the event has a date. */
    public boolean isDated() {
        return epochDay != UNDATED;
    }

    /**
     * The value with another id and {@code $insert_id}, all other bytes as they are. An {@code $insert_id}
     * that is missing is put behind the id.
     *
     * @param id JSON, or null to keep the one that the event has
     * @param insertId JSON, or null to keep it as well
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

    /** The calendar day that the event is counted for. */
    public LocalDate date() {
        return LocalDate.ofEpochDay(epochDay);
    }
}
