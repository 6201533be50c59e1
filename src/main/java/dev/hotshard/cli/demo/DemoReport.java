package dev.hotshard.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the demo measured. The component names are those of the JSON.
 *
 * @param eventsIn records sent
 * @param eventsOut events received
 * @param rewritten events received that were rewritten
 * @param deadLetters dead letters by reason
 * @param threshold the threshold
 * @param hotIds the alerts, as JSON
 * @param load events per output partition
 * @param loadWithoutRewrite what it would have been with every event keyed by its id
 * @param conserved whether in = out + dead letters
 * @param restored whether restoring every rewritten event gives back what was sent, as a multiset of bytes
 */
public record DemoReport(
        long eventsIn,
        long eventsOut,
        long rewritten,
        Map<String, Long> deadLetters,
        long threshold,
        List<JsonNode> hotIds,
        long[] load,
        long[] loadWithoutRewrite,
        boolean conserved,
        boolean restored) {

    private static final int SHOWN_IDS = 10;
    private static final int BAR = 24;

    /** Whether nothing was lost, repeated or changed. */
    public boolean proved() {
        return conserved && restored;
    }

    /** The report for a terminal. */
    public String text() {
        return counts() + "\n" + ids() + "\n" + loads() + "\n" + proof();
    }

    private String counts() {
        return """
                events in    %,12d
                events out   %,12d
                rewritten    %,12d
                dead letters %,12d  (%s)
                """.formatted(
                        eventsIn,
                        eventsOut,
                        rewritten,
                        letters(),
                        deadLetters.entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(", ")));
    }

    private String ids() {
        String lines = hotIds.stream()
                .limit(SHOWN_IDS)
                .map(id -> "  %s  %-26s  at event %,d, \"%s\"\n"
                        .formatted(
                                id.get("event_date").asText(),
                                id.get("distinct_id").asText(),
                                id.get("count").asLong(),
                                id.get("event_name").asText()))
                .collect(Collectors.joining());
        String more = hotIds.size() > SHOWN_IDS ? "  and %,d more\n".formatted(hotIds.size() - SHOWN_IDS) : "";
        return "Hot ids, over %,d events on a date: %,d\n".formatted(threshold, hotIds.size()) + lines + more;
    }

    private String loads() {
        long largest = Math.max(max(load), max(loadWithoutRewrite));
        StringBuilder text = new StringBuilder("Events on each output partition\n   %-36s  %s\n"
                .formatted("with rewriting", "as it would have been without"));
        for (int i = 0; i < load.length; i++) {
            text.append("%2d %s  %s\n"
                    .formatted(
                            i,
                            bar(load[i], largest),
                            bar(loadWithoutRewrite[i], largest).stripTrailing()));
        }
        return text.append("   %-36s  %s\n"
                        .formatted("hottest/mean " + skew(load), "hottest/mean " + skew(loadWithoutRewrite)))
                .toString();
    }

    private static String bar(long value, long largest) {
        int length = largest == 0 ? 0 : Math.round((float) value * BAR / largest);
        return "%,11d %s".formatted(value, "█".repeat(length) + " ".repeat(BAR - length));
    }

    private static String skew(long[] loads) {
        double mean = Arrays.stream(loads).average().orElse(0);
        return mean == 0 ? "-" : "%.2f".formatted(max(loads) / mean);
    }

    private String proof() {
        return """
                %s  in = out + dead letters: %,d = %,d + %,d
                %s  restoring every rewritten event gives back exactly what came in, as multisets of bytes
                """.formatted(mark(conserved), eventsIn, eventsOut, letters(), mark(restored));
    }

    private static String mark(boolean holds) {
        return holds ? "PROVED" : "FAILED";
    }

    private long letters() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long max(long[] loads) {
        return Arrays.stream(loads).max().orElse(0);
    }
}
