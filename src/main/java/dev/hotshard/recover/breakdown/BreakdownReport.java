package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a breakdown found. The component names are those of the JSON. Where an input has more ids, or an id
 * more names or libraries, than are counted exactly, a count is a lower bound and {@code countAtMost} an
 * upper one; otherwise they are equal.
 *
 * @param records read
 * @param rewritten events that could be restored: what is broken down
 * @param withoutOriginals events named {@code $hotshard_events} that could not
 * @param otherEvents all other valid records
 * @param invalid records that hold no valid event, by reason, only those that occurred
 * @param ids how many ids the rewritten events have; an estimate if {@code exact} is false
 * @param exact whether all counts of ids are exact
 * @param maxError how far apart {@code count} and {@code countAtMost} of an id are at most
 * @param top the ids with most events, by count descending, then by id
 * @param omittedIds how many ids are not among them
 * @param omittedAtMost how many events each of these has at most
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
     * One id. All from {@code undated} on is of {@code events} events: of all, or of those that came since
     * it was among the heavy.
     *
     * @param truncated whether project or id were longer than is shown
     * @param sharePercent of {@code count} in all rewritten events, cut to two digits
     * @param undated events without a date, whose time could not be used
     * @param firstDate the earliest event date, or null
     * @param dates how many there are; above 1,024 an estimate
     * @param firstTime the earliest time of an event, ISO-8601, UTC, or null
     * @param names of the events, by count descending
     * @param otherNames events whose name is surely none of these, or cannot be said to be
     * @param libraries that sent the events, by count descending
     * @param otherLibraries events that come from none of these, or cannot be said to
     * @param withoutLibrary events that name neither a library nor a version
     * @param insertIds events with an {@code $insert_id}
     * @param distinctInsertIds how many different ones; above 1,024 an estimate
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

    /** How many events of an id have a name. */
    public record NameCount(String name, boolean truncated, long count, long countAtMost) {}

    /** How many events of an id come from a version of a library. */
    public record LibraryCount(String library, String version, boolean truncated, long count, long countAtMost) {}
}
