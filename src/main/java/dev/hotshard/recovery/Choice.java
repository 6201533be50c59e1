package dev.hotshard.recovery;

import dev.hotshard.event.Event;
import dev.hotshard.event.JsonText;
import dev.hotshard.event.Span;
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
public record Choice(
        List<String> distinctIds, List<String> events, List<String> projects, LocalDate since, LocalDate until)
        implements Serializable {

    public static final Choice ALL = new Choice(List.of(), List.of(), List.of(), null, null);

    /** Whether a restored event is chosen. One without a date is not where dates are asked for. */
    Predicate<Event> predicate() {
        Texts ids = new Texts(distinctIds);
        Texts names = new Texts(events);
        Texts tokens = new Texts(projects);
        long first = since == null ? Long.MIN_VALUE : since.toEpochDay();
        long last = until == null ? Long.MAX_VALUE : until.toEpochDay();
        boolean dated = since != null || until != null;
        return e -> ids.allow(e.value(), e.distinctId())
                && names.allow(e.value(), e.event())
                && tokens.allow(e.value(), JsonText.isName(e.value(), e.project()) ? e.project() : Span.NONE)
                && (!dated || e.isDated() && e.epochDay() >= first && e.epochDay() <= last);
    }
}
