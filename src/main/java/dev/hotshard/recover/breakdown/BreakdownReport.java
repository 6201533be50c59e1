package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a breakdown found. The component names are those of the JSON.
 *
 * <p>Counts are exact unless an input has more ids, or an id more names or libraries, than are counted
 * exactly; then {@code count} is a lower bound and {@code countAtMost} an upper one.
 *
 * @param records records read
 * @param rewritten rewritten events that can be restored: those that are broken down
 * @param withoutOriginals events named {@code $hotshard_events} that cannot be restored
 * @param otherEvents all other valid records
 * @param invalid records without a valid event, by reason, only of reasons that occurred
 * @param ids the number of ids of rewritten events; an estimate if {@code exact} is false
 * @param exact whether all counts of ids are exact
 * @param maxError the largest difference between {@code countAtMost} and {@code count} of an id
 * @param top the ids with most events, by count descending, then by id
 * @param omittedIds the number of ids not listed
 * @param omittedAtMost the most events that any of these may have
 */
public record BreakdownReport(
        long records,
        long rewritten,
        long withoutOriginals,
        long otherEvents,
        Map<Reason, Long> invalid,
        long ids,
        boolean exact,
        long maxError,
        List<IdReport> top,
        long omittedIds,
        long omittedAtMost) {

    /**
     * One id. All components from {@code undated} on describe {@code events} events: all of the id's, or
     * those since it last became one of the heavy ids.
     *
     * @param truncated whether project or id are longer than shown
     * @param sharePercent {@code count} in percent of all rewritten events, truncated to two digits
     * @param undated events without an event date, because their time is unusable
     * @param firstDate the earliest event date, or null
     * @param dates the number of event dates; above 1,024 an estimate
     * @param firstTime the earliest time of an event, ISO-8601, UTC, or null
     * @param names the names of the events, by count descending
     * @param otherNames events that may have a name other than these
     * @param libraries the libraries that sent the events, by count descending
     * @param otherLibraries events that may come from a library other than these
     * @param withoutLibrary events that name neither a library nor a version
     * @param insertIds events with an {@code $insert_id}
     * @param distinctInsertIds the number of distinct ones; above 1,024 an estimate
     * @param causes the likely causes, in the order of {@link Cause.Kind}
     */
    public record IdReport(
            String project,
            String distinctId,
            boolean truncated,
            long count,
            long countAtMost,
            BigDecimal sharePercent,
            long events,
            long undated,
            String firstDate,
            String lastDate,
            long dates,
            String firstTime,
            String lastTime,
            List<NameCount> names,
            long otherNames,
            List<LibraryCount> libraries,
            long otherLibraries,
            long withoutLibrary,
            long insertIds,
            long distinctInsertIds,
            List<Cause> causes) {}

    /** The number of events of an id with one name. */
    public record NameCount(String name, boolean truncated, long count, long countAtMost) {}

    /** The number of events of an id from one version of a library. */
    public record LibraryCount(String library, String version, boolean truncated, long count, long countAtMost) {}
}
