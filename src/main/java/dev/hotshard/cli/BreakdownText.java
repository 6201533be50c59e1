package dev.hotshard.cli;

import dev.hotshard.recover.breakdown.BreakdownReport;
import dev.hotshard.recover.breakdown.BreakdownReport.IdReport;
import dev.hotshard.recover.breakdown.Cause;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A breakdown as text for a terminal. Text from events is escaped and shortened. */
final class BreakdownText {

    private static final int MAX_ID = 100;
    private static final int MAX_NAME = 40;
    private static final int MAX_EVIDENCE = 150;
    /** How many names and libraries are shown per id. */
    private static final int SHOWN = 3;

    private final BreakdownReport report;
    private final Charset charset;
    private final boolean projects;
    private final StringBuilder out = new StringBuilder();

    private BreakdownText(BreakdownReport report, Charset charset) {
        this.report = report;
        this.charset = charset;
        projects = report.top().stream().anyMatch(id -> !id.project().isEmpty());
    }

    /** @param charset the charset of the terminal; characters that it lacks are escaped */
    static String of(BreakdownReport report, Charset charset) {
        BreakdownText text = new BreakdownText(report, charset);
        text.totals();
        for (int i = 0; i < report.top().size(); i++) {
            text.id(i + 1, report.top().get(i));
        }
        text.omitted();
        return text.out.toString();
    }

    private void totals() {
        long invalid =
                report.invalid().values().stream().mapToLong(Long::longValue).sum();
        String reasons = report.invalid().entrySet().stream()
                .map(entry -> format("%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", "  (", ")"));
        line("records            %,13d", report.records());
        line("  rewritten        %,13d", report.rewritten());
        line("  other events     %,13d", report.otherEvents());
        line("  no valid events  %,13d%s", invalid, invalid == 0 ? "" : reasons);
        if (report.withoutOriginals() > 0) {
            line("  not restorable   %,13d  ($hotshard_events without usable originals)", report.withoutOriginals());
        }
        line(
                "hot ids            %,13d%s",
                report.ids(),
                report.exact() ? "" : format("  (estimated; counts of ids are within %,d events)", report.maxError()));
    }

    private void id(int rank, IdReport id) {
        out.append('\n');
        String distinctId = shown(id.distinctId(), MAX_ID);
        String project = id.project().isEmpty() ? "   no project" : "   project " + shown(id.project(), MAX_NAME);
        line(
                "%,d. %s%s",
                rank, id.distinctId().isBlank() ? '"' + distinctId + '"' : distinctId, projects ? project : "");
        line(
                "   events     %s, %s %% of all rewritten%s",
                atLeast(id.count(), id.countAtMost()),
                id.sharePercent(),
                id.events() == id.countAtMost() ? "" : format("; details from %,d of them", id.events()));
        line("   dates      %s%s", dates(id), id.undated() == 0 ? "" : format("%,d undated", id.undated()));
        if (id.firstTime() != null) {
            line("   times      %s to %s", id.firstTime(), id.lastTime());
        }
        names(id);
        libraries(id);
        for (Cause cause : id.causes()) {
            line("   %s: %s", cause.cause(), shown(cause.evidence(), MAX_EVIDENCE));
        }
    }

    private void names(IdReport id) {
        line(
                "   names      %s",
                shares(
                        id,
                        id.names(),
                        name -> shown(name.name(), MAX_NAME),
                        BreakdownReport.NameCount::count,
                        id.otherNames(),
                        0));
    }

    private void libraries(IdReport id) {
        line(
                "   libraries  %s",
                shares(
                        id,
                        id.libraries(),
                        library -> shown((library.library() + " " + library.version()).strip(), MAX_NAME),
                        BreakdownReport.LibraryCount::count,
                        id.otherLibraries(),
                        id.withoutLibrary()));
    }

    private static String dates(IdReport id) {
        if (id.firstDate() == null) {
            return "";
        }
        String dates = id.dates() == 1
                ? id.firstDate()
                : format("%,d from %s to %s", id.dates(), id.firstDate(), id.lastDate());
        return id.undated() == 0 ? dates : dates + ", ";
    }

    private static <T> String shares(
            IdReport id, List<T> all, Function<T, String> label, Function<T, Long> count, long others, long none) {
        String shown = all.stream()
                .limit(SHOWN)
                .map(one -> label.apply(one) + " " + percent(count.apply(one), id.events()))
                .collect(Collectors.joining(", "));
        long rest = others + all.stream().skip(SHOWN).mapToLong(count::apply).sum();
        return shown
                + (rest == 0 ? "" : (shown.isEmpty() ? "" : ", ") + "others " + percent(rest, id.events()))
                + (none == 0
                        ? ""
                        : (shown.isEmpty() && rest == 0 ? "" : ", ") + "none named " + percent(none, id.events()));
    }

    private void omitted() {
        if (report.omittedIds() > 0) {
            out.append('\n');
            line(
                    "and %s%,d more %s, %s at most %,d events",
                    report.exact() ? "" : "about ",
                    report.omittedIds(),
                    report.omittedIds() == 1 ? "id" : "ids",
                    report.omittedIds() == 1 ? "of" : "each of",
                    report.omittedAtMost());
        }
    }

    private static String atLeast(long count, long countAtMost) {
        return count == countAtMost ? format("%,d", count) : format("%,d to %,d", count, countAtMost);
    }

    /** Rounded down to two digits, so that only the whole is 100 %. */
    private static String percent(long part, long whole) {
        return BigDecimal.valueOf(part * 10_000 / whole, 2) + " %";
    }

    private String shown(String text, int maxLength) {
        return TerminalText.of(text, maxLength, charset);
    }

    private void line(String format, Object... values) {
        out.append(format(format, values).stripTrailing()).append('\n');
    }

    private static String format(String format, Object... values) {
        // As in the evidence of causes.
        return String.format(Locale.ROOT, format, values);
    }
}
