package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Builds the rows of a {@link BreakdownReport}. */
final class ReportRows {

    private final IdTable ids;
    private final List<IdTable.WeightedId> byCount;
    private final long rewritten;
    private final boolean otherVersions;

    /**
     * @param rewritten the number of rewritten events
     * @param otherVersions whether the input contains more than one version of a library
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

    /** The most events that an id not among the {@code top} may have. */
    long omittedAtMost(int top) {
        return byCount.stream().skip(top).mapToLong(IdTable.WeightedId::atMost).reduce(ids.unknownAtMost(), Math::max);
    }

    private BreakdownReport.IdReport row(IdTable.WeightedId weighted) {
        IdProfile id = weighted.profile();
        long count = weighted.atLeast();
        return new BreakdownReport.IdReport(
                id.project.text(),
                id.distinctId.text(),
                id.project.cut() || id.distinctId.cut(),
                count,
                weighted.atMost(),
                percent(count, rewritten),
                id.events,
                id.undated,
                date(id.firstDate, id),
                date(id.lastDate, id),
                id.dates.count(),
                time(id.firstMillis, id),
                time(id.lastMillis, id),
                id.names.byCount().stream().map(ReportRows::name).toList(),
                id.events - attributed(id.names),
                id.libraries.byCount().stream().map(ReportRows::library).toList(),
                id.events - id.withoutLibrary - attributed(id.libraries),
                id.withoutLibrary,
                id.withInsertId,
                Math.min(id.insertIds.count(), id.withInsertId),
                CauseFinder.of(id, otherVersions));
    }

    private static BreakdownReport.NameCount name(SpaceSaving.Entry<DisplayText> entry) {
        return new BreakdownReport.NameCount(entry.item().text(), entry.item().cut(), entry.atLeast(), entry.count());
    }

    private static BreakdownReport.LibraryCount library(SpaceSaving.Entry<LibraryVersion> entry) {
        DisplayText library = entry.item().library();
        DisplayText version = entry.item().version();
        return new BreakdownReport.LibraryCount(
                library.text(), version.text(), library.cut() || version.cut(), entry.atLeast(), entry.count());
    }

    private static long attributed(SpaceSaving<?> counts) {
        return counts.byCount().stream().mapToLong(SpaceSaving.Entry::atLeast).sum();
    }

    private static String date(int epochDay, IdProfile id) {
        return id.events == id.undated ? null : LocalDate.ofEpochDay(epochDay).toString();
    }

    private static String time(long millis, IdProfile id) {
        return id.events == id.undated ? null : Instant.ofEpochMilli(millis).toString();
    }

    /** A share in percent, truncated to two digits. */
    static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(whole == 0 ? 0 : part * 10_000 / whole, 2);
    }
}
