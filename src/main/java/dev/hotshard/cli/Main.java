package dev.hotshard.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Entry point of the local commands. */
@Command(
        name = "hotshard",
        description = "Finds ids that would overheat a shard, and rewrites their events so that they scatter.",
        subcommands = {
            DetectCommand.class,
            RunCommand.class,
            BreakdownCommand.class,
            RestoreCommand.class,
            DemoCommand.class,
            RulesCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Also, from a checkout: bench (benchmarks). Each command has its own --help."})
public final class Main {

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    Main() {}

    public static void main(String[] args) {
        start(new Main(), args);
    }

    /** Runs a command line and ends the process with the command's exit code. */
    public static void start(Object command, String[] args) {
        StopSignals.exitAtOnce();
        StandardOutput.watch();
        int exit;
        try {
            exit = run(command, ProgramArguments.utf8(args));
        } catch (ProgramArguments.MalformedArgumentException e) {
            exit = FailureReport.usage(CommandLines.of(command), e.getMessage());
        }
        System.exit(exit);
    }

    /** Runs a command line and returns its exit code. */
    public static int run(Object command, String[] args) {
        if (Arrays.asList(args).contains(VerboseOption.NAME)) {
            // The logging configuration reads these, so they must be set before the first logger is created.
            System.setProperty("hotshard.log.level", "INFO");
            System.setProperty("hotshard.log.exception", "full");
        }
        CommandLine line = CommandLines.of(command)
                .setParameterExceptionHandler((e, words) -> FailureReport.usage(e))
                .setExecutionExceptionHandler((e, failed, result) -> FailureReport.failure(e, failed));
        if (args.length == 0) {
            return FailureReport.usage(line, "no command given");
        }
        try {
            int exit = line.execute(CommandLines.words(line, args));
            if (exit == ExitCode.OK) {
                StandardOutput.requireWritten();
            }
            return exit;
        } catch (ParameterException e) {
            return FailureReport.usage(e);
        } catch (CommandException e) {
            return FailureReport.failure(line, e.getMessage());
        }
    }
}
