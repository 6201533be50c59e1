package dev.hotshard.bench;

import dev.hotshard.cli.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Entry point of the benchmarks. Each proves its answer before it is timed, and prints medians of interleaved
 * rounds.
 */
@Command(
        name = "hotshard bench",
        description = "Measures this build on this machine.",
        subcommands = {CodecCommand.class, PipelineCommand.class, KafkaCommand.class},
        synopsisSubcommandLabel = "BENCHMARK")
public final class BenchMain {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private BenchMain() {}

    public static void main(String[] args) {
        Main.start(new BenchMain(), args);
    }

    /**
     * Runs a command line and returns its exit code: 2 for an invalid command line, 1 for any other failure.
     */
    static int run(String... args) {
        return Main.run(new BenchMain(), args);
    }
}
