package dev.hotshard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "kafka",
        description = {
            "Times the job from topic to topic against a plain copy and against the obvious detector.",
            "Exactly-once, with checkpoints every 10 s, on a broker whose CPU is counted separately. Each run has "
                    + "a JVM of its own; rows take turns.",
            "Takes over a minute per run, two more per key distribution, and the disk space that it prints before "
                    + "it starts."
        })
final class KafkaCommand extends RowsCommand {

    @Option(
            names = "--keyed-input",
            description = "Partition the input by id, as unevenly as the ids (default: evenly).")
    private boolean keyed;

    @Option(
            names = "--rebalance-input",
            description = "Make the job rebalance its input (hotshard.kafka.rebalance-input).")
    private boolean rebalanced;

    @Option(
            names = "--linger",
            paramLabel = "MS",
            defaultValue = "5",
            description = "linger.ms of all producers, including those of the copy (default: 5).")
    private int lingerMillis;

    @Option(
            names = "--max-disk",
            paramLabel = "GB",
            defaultValue = "80",
            description = "Refuse to start if topics may need more disk space than this (default: 80).")
    private int maxDiskGigabytes;

    @Override
    void check(List<BenchRow> rows, RowProcess process) throws IOException {
        DiskPlan plan = DiskPlan.of(rows, process.longest());
        System.err.println(plan.text(process.folder().toString()));
        String problem = plan.problem(
                maxDiskGigabytes * 1_000_000_000L,
                Files.getFileStore(process.folder()).getUsableSpace());
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    @Override
    Stage open(RowProcess process) throws Exception {
        if (lingerMillis < 0) {
            throw new ParameterException(spec.commandLine(), "--linger is at least 0");
        }
        return new KafkaStage(process, keyed, rebalanced, lingerMillis);
    }

    /** Longer than without Kafka, because there is more code and the broker competes with the compilers. */
    @Override
    int warmUpSeconds() {
        return 45;
    }
}
