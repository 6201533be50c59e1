package dev.hotshard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "rules",
        description = "Works with rules, which change the threshold or the treatment of some events.",
        subcommands = RulesCheckCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new ParameterException(command.commandLine(), "no command given");
    }
}
