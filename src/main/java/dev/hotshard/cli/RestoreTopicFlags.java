package dev.hotshard.cli;

import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Options;
import dev.hotshard.config.TopicRole;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags that name the brokers and topics of a restore. */
final class RestoreTopicFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka brokers, separated by commas.")
    private String bootstrap;

    @Option(names = "--create-topics", description = "Create topics that do not exist.")
    private boolean create;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder to resume from after an interruption (default: ./hotshard-restore-state).")
    private Path state;

    boolean isUsed() {
        return create || bootstrap != null || state != null || !topics().isEmpty();
    }

    /** The topics that were named. */
    Map<TopicRole, String> topics() {
        return TopicFlags.given(command, JobCommand.RESTORE);
    }

    Path state() {
        return state == null ? Path.of("hotshard-restore-state") : state;
    }

    Map<String, String> options() {
        Map<String, String> flags = new HashMap<>();
        CommonOptions.put(flags, Options.BOOTSTRAP_SERVERS, bootstrap);
        CommonOptions.put(flags, Options.CREATE_TOPICS, create ? "true" : null);
        return flags;
    }
}
