package dev.hotshard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * The result of one row over all rounds.
 *
 * @param cpuRatioToIdentity CPU time an event over that of {@link Variant#IDENTITY} in the same round
 * @param throughputRatioToObvious events per second over those of {@link Variant#OBVIOUS} in the same round
 */
record PipelineRow(
        Row row,
        int rounds,
        Spread eventsPerSecond,
        Spread cpuMicrosPerEvent,
        Spread cpuRatioToIdentity,
        Spread throughputRatioToObvious) {

    private static final String COLUMNS = "%-32s %-36s %-24s %-24s %s%n";

    /** The results of all rows, from the runs of each by round. */
    static List<PipelineRow> of(Map<Row, List<Measurement>> runs) {
        return runs.entrySet().stream()
                .map(e -> of(e.getKey(), e.getValue(), runs))
                .toList();
    }

    private static PipelineRow of(Row row, List<Measurement> own, Map<Row, List<Measurement>> runs) {
        return new PipelineRow(row, own.size(),
                spread(own, own, (run, same) -> run.eventsPerSecond()),
                spread(own, own, (run, same) -> run.cpuMicrosPerEvent()),
                spread(own, runs.get(row.with(Variant.IDENTITY)), (run, base) -> run.cpuMicrosPerEvent() / base.cpuMicrosPerEvent()),
                spread(own, runs.get(row.with(Variant.OBVIOUS)), (run, base) -> run.eventsPerSecond() / base.eventsPerSecond()));
    }

    private static Spread spread(
            List<Measurement> runs, List<Measurement> bases, ToDoubleBiFunction<Measurement, Measurement> value) {
        List<Double> values = new ArrayList<>();
        for (int round = 0; round < runs.size(); round++) {
            values.add(value.applyAsDouble(runs.get(round), bases.get(round)));
        }
        return Spread.of(values);
    }

    /** The medians as one line of JSON. */
    String json() throws JsonProcessingException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("bench", "pipeline");
        members.put("variant", row.variant().toString());
        members.put("keys", row.keys().toString());
        members.put("parallelism", row.parallelism());
        members.put("state", row.state().toString());
        members.put("rounds", rounds);
        members.put("eventsPerSecond", Math.round(eventsPerSecond.median()));
        members.put("cpuMicrosPerEvent", rounded(cpuMicrosPerEvent));
        members.put("cpuRatioToIdentity", rounded(cpuRatioToIdentity));
        members.put("throughputRatioToObvious", rounded(throughputRatioToObvious));
        return JsonMapper.builder().build().writeValueAsString(members) + System.lineSeparator();
    }

    private static double rounded(Spread spread) {
        return Math.round(spread.median() * 1000) / 1000.0;
    }

    /** The heading of the table that {@link #text} gives the lines of. */
    static String heading() {
        return COLUMNS.formatted("row", "events/s", "\u00b5s CPU/event", "CPU to identity", "throughput to obvious");
    }

    /** Medians, with lowest and highest, as one line. */
    String text() {
        return COLUMNS.formatted(row, eventsPerSecond.text("%,.0f"), cpuMicrosPerEvent.text("%.2f"),
                cpuRatioToIdentity.text("%.2f"), throughputRatioToObvious.text("%.2f"));
    }
}
