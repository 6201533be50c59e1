package dev.hotshard.config;

import org.apache.flink.configuration.Configuration;

/**
 * The validated options of the job from topics to topics.
 *
 * @param settings those of detector, events and gate
 * @param kafka those about Kafka
 */
public record KafkaJobSettings(Settings settings, KafkaSettings kafka) {

    /**
     * Reads and checks the options.
     *
     * @throws InvalidOptionsException naming every bad or missing value at once
     */
    public static KafkaJobSettings of(Configuration conf) {
        Validation options = new Validation(conf);
        Settings settings = SettingsReader.read(options);
        String name = defaultName(conf);
        ClientSettings clients = ClientOptions.read(options, name);
        KafkaTopics topics = TopicOptions.ofRun(options, settings.gate().isOn());
        KafkaSettings kafka = new KafkaSettings(
                clients,
                topics,
                options.isSet(Options.GROUP_ID)
                        ? options.get(Options.GROUP_ID, group -> !group.isBlank(), "the name of a consumer group")
                        : name,
                options.get(Options.REBALANCE_INPUT, flag -> true, "true or false"),
                options.get(Options.ACCEPT_CHANGED_TOPICS, flag -> true, "true or false"));
        CheckpointOptions.check(options, clients.transactionTimeout());
        options.finish();
        return new KafkaJobSettings(settings, kafka);
    }

    /**
     * Never change the topics or their order: they determine the default name, and under another name a job
     * would start from the earliest events.
     */
    private static String defaultName(Configuration conf) {
        return DefaultJobName.of(
                conf.get(TopicRole.INPUT.option()),
                conf.get(TopicRole.OUTPUT.option()),
                conf.get(TopicRole.HOT_IDS.option()),
                conf.get(TopicRole.DEAD_LETTERS.option()));
    }
}
