package dev.hotshard.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "kafka",
        description = {"Times the job from topic to topic against a plain copy and against the obvious detector.",
            "Exactly-once, checkpoints of 10 s, on a broker whose CPU is counted apart. Each run has a JVM of its own; the rows",
            "take turns. Takes a good minute a run, two more for each kind of keys, and 8 GB of disk for each of these."})
final class KafkaCommand extends RowsCommand {

    @Option(names = "--keyed-input", description = "Input partitions by id, as uneven as the ids (default: all alike).")
    private boolean keyed;

    @Option(names = "--rebalance-input", description = "Have the job spread its input (hotshard.kafka.rebalance-input).")
    private boolean rebalanced;

    @Option(names = "--linger", paramLabel = "MS", defaultValue = "5",
            description = "linger.ms of all producers, the copy's as well (default: 5).")
    private int lingerMillis;

    @Override
    Stage open(RowProcess process) throws Exception {
        if (lingerMillis < 0) {
            throw new ParameterException(spec.commandLine(), "--linger is at least 0");
        }
        return new KafkaStage(process, keyed, rebalanced, lingerMillis);
    }

    /** More code than without Kafka, and the broker takes processors from the compiler. */
    @Override
    int warmUpSeconds() {
        return 45;
    }
}
