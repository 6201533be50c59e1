package dev.hotshard.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmarks: each proves its answer before it is timed, and prints medians of interleaved rounds. */
@Command(name = "hotshard bench", description = "Measures this build on this machine.", subcommands = CodecCommand.class,
        synopsisSubcommandLabel = "BENCHMARK")
public final class BenchMain {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    private BenchMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command line to its end and returns its exit code: 2 for a wrong command line, 1 for any other failure. */
    static int run(String... args) {
        CommandLine line = new CommandLine(new BenchMain())
                .setParameterExceptionHandler((e, words) -> usage(e.getCommandLine(), e.getMessage()))
                .setUsageHelpAutoWidth(true);
        return args.length == 0 ? usage(line, "no benchmark given") : line.execute(args);
    }

    private static int usage(CommandLine line, String problem) {
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().printf("%s: %s (%s --help tells more)%n", name, problem, name);
        return CommandLine.ExitCode.USAGE;
    }
}
