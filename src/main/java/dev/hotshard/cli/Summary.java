package dev.hotshard.cli;

import dev.hotshard.cli.local.LocalMetrics;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.Reason;
import dev.hotshard.operator.Metrics;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run did. The component names are those of the JSON.
 *
 * @param events records read
 * @param keys counter keys seen
 * @param hotIds keys that became hot
 * @param rewritten events rewritten
 * @param deadLetters dead letters by reason, only those that occurred
 * @param seconds from the command's start
 */
record Summary(long events, long keys, long hotIds, long rewritten, Map<Reason, Long> deadLetters, double seconds) {

    static Summary of(LocalMetrics metrics, long nanos) {
        return new Summary(metrics.sum(Metrics.EVENTS), metrics.sum(Metrics.KEYS), metrics.sum(Metrics.HOT_IDS),
                metrics.sum(Metrics.REWRITTEN), metrics.deadLetters(), Math.round(nanos / 1e7) / 100.0);
    }

    /** Prints to standard output, as JSON on one line or for a person. */
    void print(boolean json) throws JsonProcessingException {
        StandardOutput.print((json ? JsonMapper.builder().build().writeValueAsString(this) : text()) + "\n");
    }

    private String text() {
        long letters = deadLetters.values().stream().mapToLong(Long::longValue).sum();
        String reasons = deadLetters.entrySet().stream()
                .map(e -> "%s %,d".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ", "  (", ")"));
        return """
                events       %,13d
                keys         %,13d
                hot ids      %,13d
                rewritten    %,13d
                dead letters %,13d%s
                seconds      %,13.2f""".formatted(events, keys, hotIds, rewritten, letters, letters == 0 ? "" : reasons, seconds);
    }
}
