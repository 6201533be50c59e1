package dev.hotshard.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Calendar days of one time zone, for years 1 to 9999. Remembers the stretch of constant offset it was last
 * asked about: asking the zone's rules costs far more than the event itself. Not thread-safe.
 */
final class EventCalendar {

    /** Returned for a moment outside years 1 to 9999. */
    static final int OUT_OF_RANGE = Integer.MIN_VALUE;

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final ZoneRules rules;
    private long stretchStart;
    private long stretchEnd;
    private long offsetMillis;

    EventCalendar(ZoneId zone) {
        rules = zone.getRules();
    }

    /** Days from 1970-01-01 to the day of {@code millis}, or {@link #OUT_OF_RANGE}. */
    int epochDay(long millis) {
        // The offset is at most a day: outside these bounds the sum below could overflow.
        if (millis < (FIRST_DAY - 1) * MILLIS_PER_DAY || millis > (LAST_DAY + 2) * MILLIS_PER_DAY) {
            return OUT_OF_RANGE;
        }
        if (millis < stretchStart || millis >= stretchEnd) {
            seek(Instant.ofEpochMilli(millis));
        }
        long day = Math.floorDiv(millis + offsetMillis, MILLIS_PER_DAY);
        return day < FIRST_DAY || day > LAST_DAY ? OUT_OF_RANGE : (int) day;
    }

    private void seek(Instant instant) {
        ZoneOffset offset = rules.getOffset(instant);
        // A transition at the very instant counts as previous only from the next instant on.
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(instant);
        stretchStart = previous == null ? Long.MIN_VALUE : previous.getInstant().toEpochMilli();
        stretchEnd = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
        offsetMillis = offset.getTotalSeconds() * 1000L;
    }
}
