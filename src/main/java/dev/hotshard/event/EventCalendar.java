package dev.hotshard.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Converts instants to dates in one time zone, for years 1 to 9999. Caches the period of constant offset
 * that it used last, as a query of the zone's rules costs far more than the rest of an event. Not
 * thread-safe.
 */
final class EventCalendar {

    /** The result for an instant outside years 1 to 9999. */
    static final int OUT_OF_RANGE = Integer.MIN_VALUE;

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final ZoneRules rules;
    private long periodStart;
    private long periodEnd;
    private long offsetMillis;

    EventCalendar(ZoneId zone) {
        rules = zone.getRules();
    }

    /**
     * The local date of an instant.
     *
     * @param millis milliseconds since the epoch, any number
     * @return days since 1970-01-01, or {@link #OUT_OF_RANGE}
     */
    int epochDay(long millis) {
        // No offset exceeds a day. Outside these bounds the sum below could overflow.
        if (millis < (FIRST_DAY - 1) * MILLIS_PER_DAY || millis > (LAST_DAY + 2) * MILLIS_PER_DAY) {
            return OUT_OF_RANGE;
        }
        if (millis < periodStart || millis >= periodEnd) {
            seek(Instant.ofEpochMilli(millis));
        }
        long epochDay = Math.floorDiv(millis + offsetMillis, MILLIS_PER_DAY);
        return epochDay < FIRST_DAY || epochDay > LAST_DAY ? OUT_OF_RANGE : (int) epochDay;
    }

    private void seek(Instant instant) {
        ZoneOffset offset = rules.getOffset(instant);
        // A transition at the instant itself is its previous one only for later instants.
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(instant);
        periodStart = previous == null ? Long.MIN_VALUE : previous.getInstant().toEpochMilli();
        periodEnd = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
        offsetMillis = offset.getTotalSeconds() * 1000L;
    }
}
