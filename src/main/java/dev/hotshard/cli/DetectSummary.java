package dev.hotshard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.event.InputWarnings;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Uncounted;
import dev.hotshard.flink.Metrics;
import dev.hotshard.flink.ScanFunction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobExecutionResult;

/**
 * The summary of a run. The component names are the member names of its JSON.
 *
 * @param events records read
 * @param keys counter keys seen
 * @param hotIds keys that became hot
 * @param rewritten events rewritten
 * @param timeFallbacks events without a usable time, dated by the clock
 * @param timeFallbackExample an unusable time in printable ASCII, or null
 * @param uncounted objects that passed uncounted, by reason; only reasons that occurred
 * @param deadLetters dead letters by reason; only reasons that occurred
 * @param seconds since the command started
 */
record DetectSummary(
        long events,
        long keys,
        long hotIds,
        long rewritten,
        long timeFallbacks,
        String timeFallbackExample,
        Map<Uncounted, Long> uncounted,
        Map<Reason, Long> deadLetters,
        double seconds) {

    static DetectSummary of(LocalMetrics metrics, JobExecutionResult done, long nanos) {
        List<String> examples = done.getAccumulatorResult(ScanFunction.TIME_EXAMPLES);
        return new DetectSummary(
                metrics.sum(Metrics.EVENTS),
                metrics.sum(Metrics.KEYS),
                metrics.sum(Metrics.HOT_IDS),
                metrics.sum(Metrics.REWRITTEN),
                metrics.sum(Metrics.TIME_FALLBACKS),
                examples.stream().findFirst().orElse(null),
                metrics.uncounted(),
                metrics.deadLetters(),
                Math.round(nanos / 1e7) / 100.0);
    }

    /** Warns on standard error about a result that is complete but probably not what the user intended. */
    void warn() {
        if (timeFallbacks > 0) {
            Warnings.print(
                    "%,d of %,d events have no usable time and are dated by the clock: %s",
                    timeFallbacks, events, InputWarnings.unusableTime(timeFallbackExample));
        }
        boolean anyHadAnId =
                sum(deadLetters) + sum(uncounted) < events || uncounted.containsKey(Uncounted.RESERVED_NAME);
        if (events > 0 && !anyHadAnId) {
            Warnings.print("none of the %,d records was counted: %s", events, InputWarnings.EXPECTED_IDS);
        }
    }

    /** Prints to standard output, as one line of JSON or as text. */
    void print(boolean json) throws JsonProcessingException {
        StandardOutput.print((json ? JsonMapper.builder().build().writeValueAsString(this) : text()) + "\n");
    }

    private String text() {
        return line("events", events, "")
                + line("keys", keys, "")
                + line("hot ids", hotIds, "")
                + line("rewritten", rewritten, "")
                + (timeFallbacks == 0
                        ? ""
                        : line("without time", timeFallbacks, ", dated by the clock; 'time' is " + timeFallbackExample))
                + (uncounted.isEmpty() ? "" : line("uncounted", sum(uncounted), reasons(uncounted)))
                + line("dead letters", sum(deadLetters), reasons(deadLetters))
                + "seconds      %,13.2f".formatted(seconds);
    }

    private static String line(String name, long count, String more) {
        return "%-12s %,13d%s%n".formatted(name, count, more);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String reasons(Map<?, Long> counts) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(e -> "%s %,d".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ", "  (", ")"));
    }
}
