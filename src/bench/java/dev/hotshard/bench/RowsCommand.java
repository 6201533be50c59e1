package dev.hotshard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves rows, measures them in interleaved rounds and prints a table. */
abstract class RowsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = "--only",
            paramLabel = "ROW",
            description = "Only these rows, variant:keys:parallelism:state, * for any, and rows that their "
                    + "ratios need; repeatable.")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Runs of each row (default: 3).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Seconds to measure (default: 10).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds to warm up, plus up to half as many while the JIT compiles (default: pipeline "
                    + "15, kafka 45).")
    private Integer warmUp;

    @Option(names = "--json", description = "Print one JSON object per row.")
    private boolean json;

    /**
     * Prints what the rows will need, before anything starts.
     *
     * @throws ParameterException if the rows need too much
     */
    void check(List<BenchRow> rows, RowProcess process) throws IOException {}

    /** Creates the stage that runs the rows. */
    abstract Stage open(RowProcess process) throws Exception;

    /** The seconds after which the JIT compilers have done most of their work on two cores. */
    abstract int warmUpSeconds();

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || seconds < 1 || warmUp != null && warmUp < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds and --seconds are at least 1, --warm-up is at least 0");
        }
        int warmUpSeconds = warmUp == null ? warmUpSeconds() : warmUp;
        List<BenchRow> rows = rows();
        try (RowProcess process = new RowProcess(Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds))) {
            check(rows, process);
            run(rows, process);
        }
        return 0;
    }

    private void run(List<BenchRow> rows, RowProcess process) throws Exception {
        try (Stage stage = open(process)) {
            for (BenchRow row : rows) {
                System.err.println("Proving " + row);
                stage.prove(row);
            }
            for (BenchRow row : rows) {
                stage.prepare(row);
            }
            measure(rows, stage);
        }
    }

    private List<BenchRow> rows() {
        try {
            return BenchRow.matching(only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--only: " + e.getMessage());
        }
    }

    /** Measures and prints. If a run fails, still prints the rounds before it. */
    private void measure(List<BenchRow> rows, Stage stage) throws Exception {
        Map<BenchRow, List<Measurement>> runs = new LinkedHashMap<>();
        try {
            for (int round = 1; round <= rounds; round++) {
                Map<BenchRow, Measurement> complete = measure(round, rows, stage);
                complete.forEach((row, run) ->
                        runs.computeIfAbsent(row, r -> new ArrayList<>()).add(run));
            }
        } finally {
            print(RowResult.of(spec.name(), runs));
        }
    }

    private Map<BenchRow, Measurement> measure(int round, List<BenchRow> rows, Stage stage) throws Exception {
        Map<BenchRow, Measurement> runs = new LinkedHashMap<>();
        for (BenchRow row : rows) {
            Measurement run = stage.measure(row);
            System.err.printf(
                    "Round %d of %d: %s, %,.0f events/s, %.2f \u00b5s CPU per event%n",
                    round, rounds, row, run.eventsPerSecond(), run.cpuMicrosPerEvent());
            runs.put(row, run);
        }
        return runs;
    }

    private void print(List<RowResult> results) throws JsonProcessingException {
        if (!json && !results.isEmpty()) {
            System.out.print(RowResult.heading());
        }
        for (RowResult result : results) {
            System.out.print(json ? result.json() : result.text());
        }
    }
}
