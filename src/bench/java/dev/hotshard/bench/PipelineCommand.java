package dev.hotshard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "pipeline",
        description = {"Times the job without Kafka against a plain copy and against the obvious detector.",
            "Each run has a JVM of its own; the rows take turns. Takes about half a minute a run."})
final class PipelineCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--only", paramLabel = "ROW",
            description = "Only this, variant:keys:parallelism:state, * for any, and what its ratios need; repeatable.")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Runs of each row (default: 3).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "Seconds that are measured (default: 10).")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "15",
            description = "Seconds before that, and a third of a million events for each (default: 15).")
    private int warmUp;

    @Option(names = "--json", description = "Print one JSON object a row.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<Row> rows = rows();
        for (Row row : rows) {
            System.err.println("Proving " + row);
            Proof.check(row);
        }
        Map<Row, List<Measurement>> runs = measure(rows);
        if (!json) {
            System.out.print(PipelineRow.heading());
        }
        for (PipelineRow row : PipelineRow.of(runs)) {
            System.out.print(json ? row.json() : row.text());
        }
        return 0;
    }

    private List<Row> rows() {
        try {
            return Row.matching(only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--only: " + e.getMessage());
        }
    }

    private Map<Row, List<Measurement>> measure(List<Row> rows) throws IOException {
        Map<Row, List<Measurement>> runs = new LinkedHashMap<>();
        try (PipelineProcess process = new PipelineProcess(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds))) {
            for (int round = 1; round <= rounds; round++) {
                for (Row row : rows) {
                    Measurement run = process.measure(row);
                    System.err.printf("Round %d of %d: %s, %,.0f events/s, %.2f \u00b5s CPU per event%n",
                            round, rounds, row, run.eventsPerSecond(), run.cpuMicrosPerEvent());
                    runs.computeIfAbsent(row, r -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }
}
