package dev.hotshard.recover;

import dev.hotshard.event.Event;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which rewritten events are restored: those that have one of each kind that is given, by their originals.
 *
 * @param distinctIds ids, all if empty
 * @param events names of events, all if empty
 * @param projects projects, all if empty; the empty text is that of events without one
 * @param since the first event date, or null
 * @param until the last event date, or null
 */
public record RestoreFilter(
        List<String> distinctIds, List<String> events, List<String> projects, LocalDate since, LocalDate until)
        implements Serializable {

    public static final RestoreFilter ALL = new RestoreFilter(List.of(), List.of(), List.of(), null, null);

    /** Whether a restored event is chosen. One without a date is not where dates are asked for. */
    Predicate<Event> predicate() {
        TextSet ids = new TextSet(distinctIds);
        TextSet names = new TextSet(events);
        TextSet tokens = new TextSet(projects);
        long first = since == null ? Long.MIN_VALUE : since.toEpochDay();
        long last = until == null ? Long.MAX_VALUE : until.toEpochDay();
        boolean dated = since != null || until != null;
        return e -> ids.allow(e.value(), e.distinctId())
                && names.allow(e.value(), e.event())
                && tokens.allow(e.value(), JsonText.isName(e.value(), e.project()) ? e.project() : Span.NONE)
                && (!dated || e.isDated() && e.epochDay() >= first && e.epochDay() <= last);
    }
}
