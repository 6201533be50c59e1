package dev.hotshard.cli;

import dev.hotshard.config.Options;
import dev.hotshard.config.RestoreTopics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags that name the brokers and topics of a restore. */
final class RestoreTopicFlags {

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka brokers, separated by commas.")
    private String bootstrap;

    @Option(names = "--from-topic", paramLabel = "TOPIC", description = "Topic with rewritten events.")
    private String from;

    @Option(names = "--to-topic", paramLabel = "TOPIC", description = "Topic that restored events are written to.")
    private String to;

    @Option(
            names = "--left-topic",
            paramLabel = "TOPIC",
            description = "Topic for all other events (default: leave them in place).")
    private String left;

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            description = "Topic for records that are not JSON (default: leave them in place).")
    private String deadLetters;

    @Option(names = "--create-topics", description = "Create topics that do not exist.")
    private boolean create;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder to resume from after an interruption (default: ./hotshard-restore-state).")
    private Path state;

    boolean isUsed() {
        return create
                || Stream.of(bootstrap, from, to, left, deadLetters, state).anyMatch(flag -> flag != null);
    }

    RestoreTopics topics() {
        return new RestoreTopics(from, to, left, deadLetters, create);
    }

    Path state() {
        return state == null ? Path.of("hotshard-restore-state") : state;
    }

    Map<String, String> options() {
        Map<String, String> flags = new HashMap<>();
        CommonOptions.put(flags, Options.BOOTSTRAP_SERVERS, bootstrap);
        return flags;
    }
}
