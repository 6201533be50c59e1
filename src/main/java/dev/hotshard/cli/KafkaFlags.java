package dev.hotshard.cli;

import dev.hotshard.config.Options;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Flags of the options that say which brokers and topics; each can stand in a file instead. */
final class KafkaFlags {

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka brokers, separated by commas.")
    private String bootstrap;

    @Option(names = "--input", paramLabel = "TOPIC", description = "Topic that events are read from.")
    private String input;

    @Option(names = "--output", paramLabel = "TOPIC", description = "Topic that events are written to.")
    private String output;

    @Option(names = "--hot-ids", paramLabel = "TOPIC", description = "Topic for alerts and totals of hot ids.")
    private String hotIds;

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            description = "Topic for records that are not valid events.")
    private String deadLetters;

    @Option(names = "--create-topics", description = "Create topics that do not exist.")
    private boolean createTopics;

    Map<String, String> options() {
        Map<String, String> flags = new HashMap<>();
        CommonOptions.put(flags, Options.BOOTSTRAP_SERVERS, bootstrap);
        CommonOptions.put(flags, Options.INPUT_TOPIC, input);
        CommonOptions.put(flags, Options.OUTPUT_TOPIC, output);
        CommonOptions.put(flags, Options.HOT_IDS_TOPIC, hotIds);
        CommonOptions.put(flags, Options.DEAD_LETTERS_TOPIC, deadLetters);
        CommonOptions.put(flags, Options.CREATE_TOPICS, createTopics ? "true" : null);
        return flags;
    }
}
