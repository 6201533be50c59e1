package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Makes the rows of a report. */
final class ReportRows {

    private final IdTable ids;
    private final List<IdTable.Weighed> byCount;
    private final long rewritten;
    private final boolean otherVersions;

    /**
     * @param rewritten events in all
     * @param otherVersions whether the input holds more than one version of a library
     */
    ReportRows(IdTable ids, long rewritten, boolean otherVersions) {
        this.ids = ids;
        this.rewritten = rewritten;
        this.otherVersions = otherVersions;
        byCount = ids.byCount();
    }

    List<BreakdownReport.IdReport> top(int top) {
        return byCount.stream().limit(top).map(this::row).toList();
    }

    /** How many events an id has at most that is not among the {@code top}. */
    long omittedAtMost(int top) {
        return byCount.stream().skip(top).mapToLong(IdTable.Weighed::atMost).reduce(ids.unknownAtMost(), Math::max);
    }

    private BreakdownReport.IdReport row(IdTable.Weighed weighed) {
        IdProfile id = weighed.profile();
        long count = weighed.atLeast();
        return new BreakdownReport.IdReport(
                id.project.text(),
                id.distinctId.text(),
                id.project.cut() || id.distinctId.cut(),
                count,
                weighed.atMost(),
                percent(count, rewritten),
                id.events,
                id.undated,
                date(id.firstDay, id),
                date(id.lastDay, id),
                id.days.count(),
                time(id.firstMillis, id),
                time(id.lastMillis, id),
                id.names.byCount().stream().map(ReportRows::name).toList(),
                id.events - surely(id.names),
                id.libraries.byCount().stream().map(ReportRows::library).toList(),
                id.events - id.withoutLibrary - surely(id.libraries),
                id.withoutLibrary,
                id.withInsertId,
                Math.min(id.insertIds.count(), id.withInsertId),
                CauseRules.of(id, otherVersions));
    }

    private static BreakdownReport.NameCount name(SpaceSaving.Entry<DisplayText> entry) {
        return new BreakdownReport.NameCount(entry.thing().text(), entry.thing().cut(), entry.atLeast(), entry.count());
    }

    private static BreakdownReport.LibraryCount library(SpaceSaving.Entry<LibraryVersion> entry) {
        DisplayText library = entry.thing().library();
        DisplayText version = entry.thing().version();
        return new BreakdownReport.LibraryCount(
                library.text(), version.text(), library.cut() || version.cut(), entry.atLeast(), entry.count());
    }

    private static long surely(SpaceSaving<?> tally) {
        return tally.byCount().stream().mapToLong(SpaceSaving.Entry::atLeast).sum();
    }

    private static String date(int day, IdProfile id) {
        return id.events == id.undated ? null : LocalDate.ofEpochDay(day).toString();
    }

    private static String time(long millis, IdProfile id) {
        return id.events == id.undated ? null : Instant.ofEpochMilli(millis).toString();
    }

    /** A share in percent, cut to two digits. */
    static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(whole == 0 ? 0 : part * 10_000 / whole, 2);
    }
}
