package dev.hotshard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pipeline",
        description = {"Times the job without Kafka against a plain copy and against the obvious detector.",
            "Each run has a JVM of its own; the variants take turns. Takes about half a minute a run."})
final class PipelineCommand implements Callable<Integer> {

    private static final int PARALLELISM = 2;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Runs of each variant (default: 3).")
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
        Keys keys = Keys.UNIFORM_1M;
        for (Variant variant : Variant.values()) {
            System.err.println("Proving " + variant);
            Proof.check(variant, keys, PARALLELISM);
        }
        Map<Variant, List<Measurement>> runs = measure(keys);
        if (!json) {
            System.out.print(PipelineRow.heading());
        }
        for (PipelineRow row : PipelineRow.of(keys, PARALLELISM, runs)) {
            System.out.print(json ? row.json() : row.text());
        }
        return 0;
    }

    private Map<Variant, List<Measurement>> measure(Keys keys) throws IOException {
        Map<Variant, List<Measurement>> runs = new EnumMap<>(Variant.class);
        try (PipelineProcess process =
                new PipelineProcess(PARALLELISM, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds))) {
            for (int round = 1; round <= rounds; round++) {
                for (Variant variant : Variant.values()) {
                    Measurement run = process.measure(variant, keys);
                    System.err.printf("Round %d of %d: %s %s, %,.0f events/s, %.2f \u00b5s CPU per event%n",
                            round, rounds, variant, keys, run.eventsPerSecond(), run.cpuMicrosPerEvent());
                    runs.computeIfAbsent(variant, v -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }
}
