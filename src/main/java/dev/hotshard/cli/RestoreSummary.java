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
import dev.hotshard.recover.RestoreSpec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;

/** Prints what a restore did, or would do. */
final class RestoreSummary {

    /** How many examples of an event before and after a dry run shows. */
    static final int EXAMPLES = 3;

    private static final int SHOWN_LENGTH = 2000;

    private final RestoreSpec spec;
    private final OptionalLong warnAbove;
    private final boolean json;
    private final long start = System.nanoTime();

    RestoreSummary(RestoreSpec spec, OptionalLong warnAbove, boolean json) {
        this.spec = spec;
        this.warnAbove = warnAbove;
        this.json = json;
    }

    /**
     * The threshold to warn about, if the user set one. The default says nothing about the job that will read
     * the restored events.
     */
    static OptionalLong warnAbove(Configuration conf, Settings settings) {
        return conf.contains(Options.THRESHOLD)
                ? OptionalLong.of(settings.detector().threshold())
                : OptionalLong.empty();
    }

    /**
     * The report of a finished job.
     *
     * @throws CommandException if records are unaccounted for
     */
    static RestoreReport report(JobExecutionResult done) {
        RestoreReport report = done.<List<RestoreReport>>getAccumulatorResult(RestoreReportOperator.REPORT)
                .get(0);
        if (!report.isConserved()) {
            throw new CommandException("the counts do not add up, which is a bug: " + report.totals());
        }
        return report;
    }

    /** Prints the warnings of {@link RestoreWarnings}. */
    void warn(RestoreReport report) {
        new RestoreWarnings(warnAbove).print(report);
    }

    /** Prints the report of a restore that is done. */
    void print(RestoreReport report) throws JsonProcessingException {
        RestoreWarnings.printUnrestored(report);
        StandardOutput.print(json ? line(members(report)) : RestoreText.of(report, spec.repairsIds(), seconds()));
    }

    /** Prints what a restore would do, with examples. */
    void printDry(JobExecutionResult done) throws JsonProcessingException {
        RestoreReport report = report(done);
        warn(report);
        RestoreWarnings.printUnrestored(report);
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
        StandardOutput.print("Nothing is written; this is what would be done.\n\n"
                + RestoreText.of(report, spec.repairsIds(), seconds())
                + examples.stream()
                        .map(e -> "%nbefore %s%nafter  %s%n"
                                .formatted(
                                        RestoreText.shown(text(e.before()), SHOWN_LENGTH),
                                        RestoreText.shown(text(e.after()), SHOWN_LENGTH)))
                        .collect(Collectors.joining()));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** Escapes all but ASCII, because ids may hold lone surrogates and text that a terminal cannot show. */
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
        if (spec.repairsIds()) {
            members.put("idsReplaced", report.total(Outcome.IDS_REPLACED));
            members.put("idsKept", report.total(Outcome.IDS_KEPT));
        }
        members.put("byIdAndDate", report.restored());
        members.put("byIdAndDateError", report.error());
        warnAbove.ifPresent(threshold -> members.put("aboveThreshold", report.above(threshold)));
        members.put("seconds", seconds());
        return members;
    }

    private double seconds() {
        return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
    }
}
