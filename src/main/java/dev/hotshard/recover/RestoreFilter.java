package dev.hotshard.recover;

import dev.hotshard.event.Event;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * Selects the rewritten events to restore, by their original members. An event must match every criterion
 * given.
 *
 * @param distinctIds ids; empty for all
 * @param events event names; empty for all
 * @param projects projects; empty for all. The empty string stands for events without a project
 * @param since the first event date, or null
 * @param until the last event date, inclusive, or null
 */
public record RestoreFilter(
        List<String> distinctIds, List<String> events, List<String> projects, LocalDate since, LocalDate until)
        implements Serializable {

    /** A test of restored events. If a date is given, events without one fail it. */
    Predicate<Event> predicate() {
        TextSet ids = new TextSet(distinctIds);
        TextSet names = new TextSet(events);
        TextSet projectTexts = new TextSet(projects);
        long first = since == null ? Long.MIN_VALUE : since.toEpochDay();
        long last = until == null ? Long.MAX_VALUE : until.toEpochDay();
        boolean dated = since != null || until != null;
        return e -> ids.emptyOrContains(e.value(), e.distinctId())
                && names.emptyOrContains(e.value(), e.event())
                && projectTexts.emptyOrContains(
                        e.value(), JsonText.isName(e.value(), e.project()) ? e.project() : Span.NONE)
                && (!dated || e.isDated() && e.epochDay() >= first && e.epochDay() <= last);
    }
}
