package dev.hotshard.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@link CodecBenchmark} in interleaved rounds, so that other load on the machine affects all alike. */
@Command(
        name = "codec",
        description = {
            "Measures events per second on one thread: our scanner, reader and serializer",
            "against Jackson and a copy of the bytes."
        })
final class CodecCommand implements Callable<Integer> {

    /** The benchmarks, in the order in which they run and are shown. */
    static final List<String> BENCHMARKS =
            List.of("arrayCopy", "scanner", "jacksonStreaming", "jacksonTree", "reader", "serializer");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds over all benchmarks (default 5).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Seconds to time each benchmark per round, after an equally long warm-up (default 2).")
    private int seconds;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws RunnerException {
        if (rounds < 1 || seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds and --seconds are at least 1");
        }
        CodecReport report = run(rounds, TimeValue.seconds(seconds), 1);
        System.out.print(json ? report.json() : report.table());
        return 0;
    }

    /**
     * Runs each benchmark in JVMs of its own.
     *
     * @param forks the number of JVMs per benchmark and round; 0 runs it in this JVM
     */
    static CodecReport run(int rounds, TimeValue time, int forks) throws RunnerException {
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (String benchmark : BENCHMARKS) {
                double score = score(benchmark, time, forks);
                scores.computeIfAbsent(benchmark, name -> new ArrayList<>()).add(score);
                System.err.printf("round %d of %d: %-17s %8.2f M events/s%n", round, rounds, benchmark, score / 1e6);
            }
        }
        return new CodecReport(scores, CodecBenchmark.meanBytes());
    }

    private static double score(String benchmark, TimeValue time, int forks) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + CodecBenchmark.class.getName().replace(".", "\\.") + "\\." + benchmark + "$")
                .forks(forks)
                // A heap of fixed size whose pages are touched before timing starts.
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC")
                .warmupIterations(1)
                .warmupTime(time)
                .measurementIterations(1)
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        RunResult result = new Runner(options.build()).runSingle();
        return result.getPrimaryResult().getScore();
    }
}
