package dev.hotshard.bench;

import picocli.CommandLine.Command;

@Command(
        name = "pipeline",
        description = {
            "Times the job without Kafka against a plain copy and against the obvious detector.",
            "Each run has a JVM of its own; rows take turns. Takes about half a minute per run."
        })
final class PipelineCommand extends RowsCommand {

    @Override
    Stage open(RowProcess process) {
        return new PipelineStage(process);
    }

    @Override
    int warmUpSeconds() {
        return 15;
    }
}
