package dev.hotshard.config;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The validated options of a restore from topic to topic.
 *
 * @param settings say what event dates and scatter keys are
 * @param topics by role
 * @param clients what all clients share
 * @param openTransactionsWait how long to wait for transactions that are open in the topic to restore from
 */
public record KafkaRestoreSettings(
        Settings settings, KafkaTopics topics, ClientSettings clients, Duration openTransactionsWait) {

    /**
     * Reads and checks the options.
     *
     * @param topics by role, as the flags name them; null for a role without a topic
     * @throws InvalidOptionsException naming every bad or missing value at once
     */
    public static KafkaRestoreSettings of(Configuration conf, Map<TopicRole, String> topics) {
        Validation options = new Validation(conf);
        Settings settings = SettingsReader.read(options);
        ClientSettings clients = ClientOptions.read(options, DefaultJobName.PREFIX);
        KafkaTopics checked = TopicOptions.ofFlags(options, topics);
        CheckpointOptions.check(options, clients.transactionTimeout());
        Duration wait = ClientOptions.openTransactionsWait(options);
        options.finish();
        return new KafkaRestoreSettings(settings, checked, clients, wait);
    }
}
