package dev.hotshard.config;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The validated options of a breakdown of a topic.
 *
 * @param settings say what an event's key is
 * @param topics by role
 * @param clients what all clients share
 * @param openTransactionsWait how long to wait for transactions that are open in the topic
 */
public record KafkaBreakdownSettings(
        Settings settings, KafkaTopics topics, ClientSettings clients, Duration openTransactionsWait) {

    /**
     * Reads and checks the options.
     *
     * @throws InvalidOptionsException naming every bad or missing value at once
     */
    public static KafkaBreakdownSettings of(Configuration conf, String topic) {
        Validation options = new Validation(conf);
        Settings settings = SettingsReader.read(options);
        ClientSettings clients = ClientOptions.read(options, DefaultJobName.PREFIX);
        KafkaTopics topics = TopicOptions.ofFlags(options, Map.of(TopicRole.BREAKDOWN, topic));
        Duration wait = ClientOptions.openTransactionsWait(options);
        options.finish();
        return new KafkaBreakdownSettings(settings, topics, clients, wait);
    }
}
