package dev.hotshard.cli;

import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreReport.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of a restore as text for a terminal. */
final class RestoreText {

    private static final int SHOWN = 10;
    private static final int SHOWN_ID_LENGTH = 60;

    private RestoreText() {}

    /**
     * The report as text.
     *
     * @param repairsIds whether to show how many ids were replaced and kept
     */
    static String of(RestoreReport report, boolean repairsIds, double seconds) {
        StringBuilder text = new StringBuilder("""
                read         %,13d
                restored     %,13d
                left         %,13d%s
                dead letters %,13d
                """.formatted(
                        report.read(),
                        report.total(Outcome.RESTORED),
                        report.left(),
                        left(report),
                        report.total(Outcome.DEAD_LETTERS)));
        if (repairsIds) {
            text.append("ids replaced %,13d%nids kept     %,13d%n"
                    .formatted(report.total(Outcome.IDS_REPLACED), report.total(Outcome.IDS_KEPT)));
        }
        if (report.total(Outcome.UNDATED) > 0) {
            text.append("without date %,13d%n".formatted(report.total(Outcome.UNDATED)));
        }
        text.append("seconds      %,13.2f%n".formatted(seconds));
        if (!report.restored().isEmpty()) {
            text.append("%nRestored by id and date%s%n%s"
                    .formatted(
                            report.error() == 0 ? "" : ", each up to %,d more".formatted(report.error()),
                            rows(report.restored())));
        }
        return text.toString();
    }

    private static String left(RestoreReport report) {
        Map<String, Long> why = new LinkedHashMap<>();
        why.put("not rewritten", report.total(Outcome.NOT_REWRITTEN));
        why.put("not chosen", report.total(Outcome.NOT_CHOSEN));
        why.put("unusable", report.total(Outcome.UNUSABLE));
        why.values().removeIf(count -> count == 0);
        return why.isEmpty()
                ? ""
                : why.entrySet().stream()
                        .map(e -> "%s %,d".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ", "  (", ")"));
    }

    /** One line per id and date, at most ten. */
    static String rows(List<Row> rows) {
        boolean projects = rows.stream().map(Row::project).distinct().count() > 1;
        String lines = rows.stream()
                .limit(SHOWN)
                .map(row -> "  %-10s  %-34s %,13d%s%n"
                        .formatted(
                                row.eventDate().isEmpty() ? "no date" : row.eventDate(),
                                shown(row.distinctId(), SHOWN_ID_LENGTH),
                                row.count(),
                                projects ? "  " + shown(row.project(), SHOWN_ID_LENGTH) : ""))
                .collect(Collectors.joining());
        return lines + (rows.size() > SHOWN ? "  and %,d more%n".formatted(rows.size() - SHOWN) : "");
    }

    /** Escapes text for the terminal and cuts it to {@code maxLength}. */
    static String shown(String text, int maxLength) {
        return TerminalText.of(text, maxLength, StandardOutput.charset());
    }
}
