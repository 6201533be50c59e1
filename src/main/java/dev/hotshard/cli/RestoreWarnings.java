package dev.hotshard.cli;

import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreReport.Row;
import java.util.List;
import java.util.OptionalLong;

/** The warnings of a restore, on standard error. */
final class RestoreWarnings {

    private final OptionalLong threshold;

    /** @param threshold warn about restored ids with more events than this on a date; empty for no such warning */
    RestoreWarnings(OptionalLong threshold) {
        this.threshold = threshold;
    }

    /** Warns on standard error about ids that would become hot again and events that an import would refuse. */
    void print(RestoreReport report) {
        threshold.ifPresent(value -> printAbove(report, value));
        printCount(report.total(Outcome.TOO_LARGE_TO_IMPORT), "events are larger than 1 MB, which an import refuses");
        printCount(
                report.total(Outcome.TOO_MANY_PROPERTIES),
                "events have more than 255 properties, which an import refuses");
        printCount(
                report.total(Outcome.IN_NO_BATCH),
                "of these are each larger than a whole batch and are only in restored.ndjson");
    }

    /** Warns on standard error if nothing was restored. */
    static void printUnrestored(RestoreReport report) {
        long read = report.read();
        if (read > 0 && report.total(Outcome.RESTORED) == 0) {
            Warnings.print(
                    report.total(Outcome.NOT_CHOSEN) > 0
                            ? "nothing to restore: none of the rewritten events among %,d records was chosen"
                            : "nothing to restore: none of the %,d records is a rewritten event that can be restored",
                    read);
        }
    }

    private static void printCount(long count, String what) {
        if (count > 0) {
            Warnings.print("%,d %s", count, what);
        }
    }

    private static void printAbove(RestoreReport report, long threshold) {
        if (report.error() > threshold) {
            Warnings.print(
                    "too many ids to find all of those above %,d events on a date; ids with up to %,d may be missing "
                            + "from this list",
                    threshold, report.error());
        }
        List<Row> above = report.above(threshold);
        if (above.isEmpty()) {
            return;
        }
        Warnings.print(
                "%,d restored ids and dates have, or may have, more than %,d events and would become hot "
                        + "again if a job counted them:%n%s",
                above.size(), threshold, RestoreText.rows(above).stripTrailing());
        System.err.println(
                "  A job with hotshard.trust-restored passes records with the header hotshard-restored without "
                        + "counting them.");
    }
}
