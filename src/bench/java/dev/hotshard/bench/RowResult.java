package dev.hotshard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The result of one row over all rounds. Values that do not apply to the row are null.
 *
 * @param bench the name of the benchmark
 * @param cpuRatioToIdentity CPU time per event divided by that of {@link Variant#IDENTITY} in the same round
 * @param throughputRatioToObvious events per second divided by those of {@link Variant#OBVIOUS} in the same
 *     round
 */
record RowResult(
        String bench,
        BenchRow row,
        int rounds,
        Spread eventsPerSecond,
        Spread cpuMicrosPerEvent,
        Spread brokerCpuMicrosPerEvent,
        Spread p99Millis,
        Spread busiestOverMean,
        Spread crossedSeconds,
        Spread cpuRatioToIdentity,
        Spread throughputRatioToObvious,
        Spread admittedLocally,
        Spread checkpointBytes) {

    private static final String COLUMNS = "%-30s %-34s %-20s %-17s %-20s %-18s %-17s %-18s %-22s %-17s %s%n";

    /** The results of all rows, given the runs of each row by round. */
    static List<RowResult> of(String bench, Map<BenchRow, List<Measurement>> runs) {
        return runs.entrySet().stream()
                .map(e -> of(bench, e.getKey(), e.getValue(), runs))
                .toList();
    }

    private static RowResult of(
            String bench, BenchRow row, List<Measurement> own, Map<BenchRow, List<Measurement>> runs) {
        return new RowResult(
                bench,
                row,
                own.size(),
                spread(own, Measurement::eventsPerSecond),
                spread(own, Measurement::cpuMicrosPerEvent),
                spread(own, Measurement::brokerCpuMicrosPerEvent),
                spread(own, Measurement::p99Millis),
                spread(own, Measurement::busiestOverMean),
                spread(own, Measurement::crossedSeconds),
                ratio(own, runs.get(row.with(Variant.IDENTITY)), Measurement::cpuMicrosPerEvent),
                ratio(own, runs.get(row.with(Variant.OBVIOUS)), Measurement::eventsPerSecond),
                spread(own, Measurement::admittedLocally),
                spread(
                        own,
                        run -> run.checkpointBytes() == null
                                ? null
                                : run.checkpointBytes().doubleValue()));
    }

    private static Spread spread(List<Measurement> runs, Function<Measurement, Double> value) {
        List<Double> values = runs.stream().map(value).filter(Objects::nonNull).toList();
        return values.isEmpty() ? null : Spread.of(values);
    }

    private static Spread ratio(List<Measurement> runs, List<Measurement> bases, ToDoubleFunction<Measurement> value) {
        if (bases == null) {
            return null;
        }
        List<Double> values = new ArrayList<>();
        for (int round = 0; round < runs.size(); round++) {
            values.add(value.applyAsDouble(runs.get(round)) / value.applyAsDouble(bases.get(round)));
        }
        return Spread.of(values);
    }

    /** The medians as one line of JSON. */
    String json() throws JsonProcessingException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("bench", bench);
        members.put("variant", row.variant().toString());
        members.put("keys", row.keys().toString());
        members.put("parallelism", row.parallelism());
        members.put("state", row.state().toString());
        members.put("rounds", rounds);
        members.put("eventsPerSecond", Math.round(eventsPerSecond.median()));
        members.put("cpuMicrosPerEvent", rounded(cpuMicrosPerEvent));
        members.put("brokerCpuMicrosPerEvent", rounded(brokerCpuMicrosPerEvent));
        members.put("p99Millis", rounded(p99Millis));
        members.put("busiestOverMean", rounded(busiestOverMean));
        members.put("crossedSeconds", rounded(crossedSeconds));
        members.put("cpuRatioToIdentity", rounded(cpuRatioToIdentity));
        members.put("throughputRatioToObvious", rounded(throughputRatioToObvious));
        members.put("admittedLocally", rounded(admittedLocally));
        members.put("checkpointBytes", checkpointBytes == null ? null : Math.round(checkpointBytes.median()));
        return JsonMapper.builder().build().writeValueAsString(members) + System.lineSeparator();
    }

    private static Double rounded(Spread spread) {
        return spread == null ? null : Math.round(spread.median() * 1000) / 1000.0;
    }

    /** The heading of the table whose lines {@link #text} returns. */
    static String heading() {
        return COLUMNS.formatted(
                "row",
                "events/s",
                "\u00b5s CPU/event",
                "of the broker",
                "p99 ms",
                "busiest/mean",
                "crossed s",
                "CPU to identity",
                "throughput to obvious",
                "admitted locally",
                "checkpoint bytes");
    }

    /** The medians, with minimum and maximum, as one line. */
    String text() {
        return COLUMNS.formatted(
                row,
                text(eventsPerSecond, "%,.0f"),
                text(cpuMicrosPerEvent, "%.2f"),
                text(brokerCpuMicrosPerEvent, "%.2f"),
                text(p99Millis, "%.0f"),
                text(busiestOverMean, "%.2f"),
                text(crossedSeconds, "%.1f"),
                text(cpuRatioToIdentity, "%.2f"),
                text(throughputRatioToObvious, "%.2f"),
                text(admittedLocally, "%.3f"),
                text(checkpointBytes, "%,.0f"));
    }

    private static String text(Spread spread, String format) {
        return spread == null ? "-" : spread.text(format);
    }
}
