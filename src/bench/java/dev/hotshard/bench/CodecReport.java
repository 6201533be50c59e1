package dev.hotshard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The results of all rounds.
 *
 * @param scores events per second by benchmark, one score per round
 * @param meanBytes the mean length of an event, in bytes
 */
record CodecReport(Map<String, List<Double>> scores, double meanBytes) {

    private static final Map<String, String> LABELS = Map.of(
            "arrayCopy", "System.arraycopy",
            "scanner", "scanner: spans, full validation",
            "jacksonStreaming", "Jackson tokens: spans, bytes passed on",
            "jacksonTree", "Jackson tree, rewritten, written",
            "reader", "scanner, date and counter key",
            "serializer", "event serializer, write and read");

    String table() {
        StringBuilder out = new StringBuilder("%d rounds, one thread, events of %.0f bytes, Java %s, %d processors%n%n"
                .formatted(
                        rounds(),
                        meanBytes,
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors()));
        out.append("%-40s %12s %15s %9s%n".formatted("M events/s", "median", "min - max", "MB/s"));
        scores.forEach((name, all) -> out.append("%-40s %12.2f %6.2f - %6.2f %9.0f%n"
                .formatted(
                        LABELS.get(name),
                        median(all) / 1e6,
                        min(all) / 1e6,
                        max(all) / 1e6,
                        median(all) * meanBytes / 1e6)));
        return out.append("%nscanner = %.1fx Jackson tree, %.1fx Jackson tokens%n"
                        .formatted(ratio("jacksonTree"), ratio("jacksonStreaming")))
                .toString();
    }

    String json() {
        ObjectNode root = new ObjectMapper()
                .createObjectNode()
                .put("rounds", rounds())
                .put("event_bytes", meanBytes)
                .put("java", Runtime.version().toString())
                .put("processors", Runtime.getRuntime().availableProcessors());
        ObjectNode benchmarks = root.putObject("events_per_second");
        scores.forEach((name, all) -> benchmarks
                .putObject(name)
                .put("median", median(all))
                .put("min", min(all))
                .put("max", max(all)));
        root.putObject("scanner_ratio")
                .put("jacksonTree", ratio("jacksonTree"))
                .put("jacksonStreaming", ratio("jacksonStreaming"));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                    + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The speed of the scanner as a multiple of another benchmark's. */
    double ratio(String than) {
        return median(scores.get("scanner")) / median(scores.get(than));
    }

    private int rounds() {
        return scores.values().iterator().next().size();
    }

    private static double median(List<Double> all) {
        double[] sorted = all.stream().mapToDouble(d -> d).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double min(List<Double> all) {
        return all.stream().mapToDouble(d -> d).min().orElseThrow();
    }

    private static double max(List<Double> all) {
        return all.stream().mapToDouble(d -> d).max().orElseThrow();
    }
}
