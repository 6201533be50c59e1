package dev.hotshard.mitigate;

import dev.hotshard.event.Event;

/**
 * Formats event dates, {@code YYYY-MM-DD}. Keeps the last one, as most events share their predecessor's.
 * Not thread-safe.
 */
public final class EventDates {

    private int epochDay = Event.UNDATED;

    private String date = "";

    /** The date of an event; empty if it is undated. */
    public String of(Event event) {
        if (event.epochDay() != epochDay) {
            epochDay = event.epochDay();
            date = event.isDated() ? event.date().toString() : "";
        }
        return date;
    }
}
