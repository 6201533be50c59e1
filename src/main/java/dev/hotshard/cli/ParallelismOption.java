package dev.hotshard.cli;

import dev.hotshard.job.HotShardJob;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The number of parallel subtasks of a local job. */
final class ParallelismOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private int parallelism;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "Parallel subtasks (default: one per processor).")
    private void set(int value) {
        if (value < 1 || value > HotShardJob.MAX_PARALLELISM) {
            throw new ParameterException(
                    command.commandLine(),
                    "--parallelism is '" + value + "': expected a whole number from 1 to "
                            + HotShardJob.MAX_PARALLELISM);
        }
        parallelism = value;
    }

    /** Refuses the flag where one subtask reads files. */
    void refuseForFiles() {
        if (parallelism > 0) {
            throw new ParameterException(
                    command.commandLine(),
                    "--parallelism does nothing for files, which one subtask reads: leave it out");
        }
    }

    int orProcessors() {
        return parallelism > 0
                ? parallelism
                : Math.min(Runtime.getRuntime().availableProcessors(), HotShardJob.MAX_PARALLELISM);
    }
}
