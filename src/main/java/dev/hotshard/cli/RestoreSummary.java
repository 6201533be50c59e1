package dev.hotshard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.flink.RestoreOperator;
import dev.hotshard.flink.RestoreReportOperator;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.RestoreExample;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreReport.Row;
import dev.hotshard.recover.RestoreSpec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;

/** Tells what a restore did, or would do. */
final class RestoreSummary {

    /** How many events are shown before and after. */
    static final int EXAMPLES = 3;

    private static final int SHOWN = 10;
    private static final int SHOWN_LENGTH = 2000;
    private static final int SHOWN_ID_LENGTH = 60;

    private final RestoreSpec rules;
    private final OptionalLong warnAbove;
    private final boolean json;
    private final long start = System.nanoTime();

    RestoreSummary(RestoreSpec rules, OptionalLong warnAbove, boolean json) {
        this.rules = rules;
        this.warnAbove = warnAbove;
        this.json = json;
    }

    /**
     * The limit to warn of, if one was named: the default says nothing of the job that the events will go
     * through.
     */
    static OptionalLong warnAbove(Configuration conf, Settings settings) {
        return conf.contains(Options.THRESHOLD)
                ? OptionalLong.of(settings.detector().threshold())
                : OptionalLong.empty();
    }

    /**
     * What the job has handed over.
     *
     * @throws CommandException if records are unaccounted for
     */
    static RestoreReport report(JobExecutionResult done) {
        RestoreReport report = done.<List<RestoreReport>>getAccumulatorResult(RestoreReportOperator.REPORT)
                .get(0);
        if (!report.isConserved()) {
            throw new CommandException("the account does not balance, which is a bug: " + report.totals());
        }
        return report;
    }

    /** Warns, on standard error, of what would go hot again, and of what an import would refuse. */
    void warn(RestoreReport report) {
        warnAbove.ifPresent(limit -> warnAbove(report, limit));
        warn(report.total(Outcome.TOO_LARGE_TO_IMPORT), "events are larger than 1 MB, which an import refuses");
        warn(
                report.total(Outcome.TOO_MANY_PROPERTIES),
                "events have more than 255 properties, which an import refuses");
        warn(
                report.total(Outcome.IN_NO_BATCH),
                "of these alone are larger than a batch and stand in restored.ndjson only");
    }

    /** Warns, on standard error, where nothing was restored. */
    private static void warnUnrestored(RestoreReport report) {
        long read = report.read();
        if (read > 0 && report.total(Outcome.RESTORED) == 0) {
            System.err.printf(
                    report.total(Outcome.NOT_CHOSEN) > 0
                            ? "warning: nothing to restore: none of the rewritten events among %,d records was chosen%n"
                            : "warning: nothing to restore: none of the %,d records is a rewritten event that "
                                    + "can be restored%n",
                    read);
        }
    }

    private static void warn(long count, String what) {
        if (count > 0) {
            System.err.printf("warning: %,d %s%n", count, what);
        }
    }

    private static void warnAbove(RestoreReport report, long limit) {
        if (report.error() > limit) {
            System.err.printf(
                    "warning: too many ids to know all of those above %,d events on a date; of what follows ids "
                            + "with up to %,d are missing%n",
                    limit, report.error());
        }
        List<Row> above = report.above(limit);
        if (above.isEmpty()) {
            return;
        }
        System.err.printf(
                "warning: %,d restored ids and dates have more than %,d events, or may have, and would go hot "
                        + "again if they came in unmarked:%n%s",
                above.size(), limit, rows(above));
        System.err.println(
                "  A job with hotshard.trust-restored passes what bears the header hotshard-restored without "
                        + "counting it.");
    }

    void print(RestoreReport report) throws JsonProcessingException {
        warnUnrestored(report);
        StandardOutput.print(json ? line(members(report)) : text(report));
    }

    /** What would be done, with examples. */
    void printDry(JobExecutionResult done) throws JsonProcessingException {
        RestoreReport report = report(done);
        warn(report);
        warnUnrestored(report);
        List<RestoreExample> examples =
                done.<List<RestoreExample>>getAccumulatorResult(RestoreOperator.EXAMPLES).stream()
                        .limit(EXAMPLES)
                        .toList();
        if (json) {
            Map<String, Object> members = members(report);
            members.put(
                    "examples",
                    examples.stream()
                            .map(e -> Map.of("before", text(e.before()), "after", text(e.after())))
                            .toList());
            StandardOutput.print(line(members));
            return;
        }
        StandardOutput.print("Nothing is written; this is what would be done.\n\n" + text(report)
                + examples.stream()
                        .map(e -> "%nbefore %s%nafter  %s%n"
                                .formatted(shown(text(e.before()), SHOWN_LENGTH), shown(text(e.after()), SHOWN_LENGTH)))
                        .collect(Collectors.joining()));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String shown(String text, int maxLength) {
        return TerminalText.of(text, maxLength, StandardOutput.charset());
    }

    /** In ASCII, as ids may hold what no terminal takes, and lone surrogates. */
    private static String line(Map<String, Object> members) throws JsonProcessingException {
        return JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build()
                        .writeValueAsString(members) + "\n";
    }

    private Map<String, Object> members(RestoreReport report) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("read", report.read());
        members.put("restored", report.total(Outcome.RESTORED));
        members.put("left", report.left());
        members.put("notChosen", report.total(Outcome.NOT_CHOSEN));
        members.put("notRewritten", report.total(Outcome.NOT_REWRITTEN));
        members.put("unusable", report.total(Outcome.UNUSABLE));
        members.put("deadLetters", report.total(Outcome.DEAD_LETTERS));
        members.put("undated", report.total(Outcome.UNDATED));
        if (rules.repairsIds()) {
            members.put("idsReplaced", report.total(Outcome.IDS_REPLACED));
            members.put("idsKept", report.total(Outcome.IDS_KEPT));
        }
        members.put("byIdAndDate", report.restored());
        members.put("byIdAndDateError", report.error());
        warnAbove.ifPresent(limit -> members.put("aboveThreshold", report.above(limit)));
        members.put("seconds", seconds());
        return members;
    }

    private double seconds() {
        return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
    }

    private String text(RestoreReport report) {
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
        if (rules.repairsIds()) {
            text.append("ids replaced %,13d%nids kept     %,13d%n"
                    .formatted(report.total(Outcome.IDS_REPLACED), report.total(Outcome.IDS_KEPT)));
        }
        if (report.total(Outcome.UNDATED) > 0) {
            text.append("without date %,13d%n".formatted(report.total(Outcome.UNDATED)));
        }
        text.append("seconds      %,13.2f%n".formatted(seconds()));
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

    private static String rows(List<Row> rows) {
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
}
