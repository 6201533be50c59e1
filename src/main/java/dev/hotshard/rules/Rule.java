package dev.hotshard.rules;

import dev.hotshard.event.Headers;
import dev.hotshard.event.Mode;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * A change of threshold or mode for matching events. Valid and immutable.
 *
 * @param id the name of the rule, 1 to 128 characters
 * @param match the events that it is for
 * @param threshold how many events of a key pass, at least 0; null for the job's
 * @param mode what happens to hot events
 * @param warnAt fractions of the threshold at which to warn, ascending; null for the job's
 * @param alert whether keys under the rule raise notices
 * @param from the first event date for which the rule holds; null for no first
 * @param until the last event date for which the rule holds; null for no last
 * @param note a remark; null for none
 * @param by who put the rule; null if unknown
 * @param at when the rule was put; null if unknown
 */
public record Rule(
        String id,
        RuleMatch match,
        Long threshold,
        Mode mode,
        List<Double> warnAt,
        boolean alert,
        LocalDate from,
        LocalDate until,
        String note,
        String by,
        String at)
        implements Serializable {

    /** The most characters of an id. */
    public static final int MAX_ID_LENGTH = 128;

    /** The largest threshold. */
    public static final long MAX_THRESHOLD = Long.MAX_VALUE / 2 - 1;

    /** Whether the rule holds on an event date. */
    boolean holdsOn(int epochDay) {
        return (from == null || epochDay >= from.toEpochDay()) && (until == null || epochDay <= until.toEpochDay());
    }

    /** Whether the rule holds for an event whose texts match. */
    boolean holdsFor(Headers headers, int epochDay) {
        return holdsOn(epochDay) && (match.header() == null || match.header().isIn(headers));
    }
}
