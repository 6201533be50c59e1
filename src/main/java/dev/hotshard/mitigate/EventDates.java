package dev.hotshard.mitigate;

import dev.hotshard.event.Event;

/**
 * Formats event dates as {@code YYYY-MM-DD}. Caches the last one, because most events have the same date as
 * the event before. Not thread-safe.
 */
public final class EventDates {

    private int epochDay = Event.UNDATED;

    private String date = "";

    /** The event date; the empty string if the event is undated. */
    public String of(Event event) {
        if (event.epochDay() != epochDay) {
            epochDay = event.epochDay();
            date = event.isDated() ? event.date().toString() : "";
        }
        return date;
    }
}
