package dev.hotshard.mitigate;

import dev.hotshard.event.Event;

/** Event dates as text, {@code YYYY-MM-DD}. Not thread-safe. */
public final class EventDates {

    /** Most events that follow one another are of one day. */
    private int day = Event.UNDATED;

    private String date = "";

    /** The date of an event, empty where it has none. */
    public String of(Event event) {
        if (event.epochDay() != day) {
            day = event.epochDay();
            date = event.isDated() ? event.date().toString() : "";
        }
        return date;
    }
}
