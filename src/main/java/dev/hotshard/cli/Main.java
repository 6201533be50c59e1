package dev.hotshard.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The local commands. */
@Command(
        name = "hotshard",
        description = "Finds ids that would overheat a shard, and rewrites their events so that they scatter.",
        subcommands = {DetectCommand.class, RunCommand.class, BreakdownCommand.class, RestoreCommand.class, DemoCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Also, from a checkout: bench (benchmarks). Each command has its own --help."})
public final class Main {

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    Main() {}

    public static void main(String[] args) {
        System.exit(run(new Main(), args));
    }

    /** Runs a command line to its end and returns its exit code. */
    public static int run(Object command, String[] args) {
        if (Arrays.asList(args).contains(CommonOptions.VERBOSE)) {
            // Read by the logging configuration, so it must be there before the first logger.
            System.setProperty("hotshard.log.level", "INFO");
            System.setProperty("hotshard.log.exception", "full");
        }
        CommandLine line = new CommandLine(command)
                .setParameterExceptionHandler((e, words) -> FailureReport.usage(e))
                .setExecutionExceptionHandler((e, failed, result) -> FailureReport.failure(e, failed))
                .setUsageHelpAutoWidth(true)
                // A file may be named @a; picocli would read arguments from a file a.
                .setExpandAtFiles(false);
        if (args.length == 0) {
            return FailureReport.usage(line, "no command given");
        }
        return line.execute(args);
    }
}
