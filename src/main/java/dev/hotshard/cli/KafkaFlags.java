package dev.hotshard.cli;

import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Options;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Flags for the options that name brokers and topics; a file can set each instead. */
final class KafkaFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka brokers, separated by commas.")
    private String bootstrap;

    @Option(names = "--create-topics", description = "Create topics that do not exist.")
    private boolean createTopics;

    Map<String, String> options() {
        Map<String, String> flags = new HashMap<>();
        CommonOptions.put(flags, Options.BOOTSTRAP_SERVERS, bootstrap);
        CommonOptions.put(flags, Options.CREATE_TOPICS, createTopics ? "true" : null);
        TopicFlags.given(command, JobCommand.RUN)
                .forEach((role, topic) -> CommonOptions.put(flags, role.option(), topic));
        return flags;
    }
}
