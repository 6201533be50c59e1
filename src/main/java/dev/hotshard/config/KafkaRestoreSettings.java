package dev.hotshard.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * What a restore from topic to topic needs, validated.
 *
 * @param settings those of the detector: they say what dates and scatter keys are
 * @param clients what all clients share
 * @param openTransactionsWait how long to wait for transactions that are open in the topic to restore from
 */
public record KafkaRestoreSettings(Settings settings, ClientSettings clients, Duration openTransactionsWait) {

    /**
     * Reads and checks the options.
     *
     * @throws InvalidOptionsException naming every bad or missing value at once
     */
    public static KafkaRestoreSettings of(Configuration conf, RestoreTopics topics) {
        Validation options = new Validation(conf);
        Settings settings = Settings.read(options);
        ClientSettings clients = ClientOptions.read(options, DefaultJobName.PREFIX);
        Map<String, String> names = new LinkedHashMap<>();
        names.put("--from-topic", topics.from());
        names.put("--to-topic", topics.to());
        names.put("--left-topic", topics.left());
        names.put("--dead-letters", topics.deadLetters());
        names.forEach((flag, name) -> ClientOptions.requireTopic(options, flag, name));
        ClientOptions.rejectSharedTopics(options, names);
        CheckpointOptions.check(options, clients.transactionTimeout());
        Duration openTransactionsWait = ClientOptions.openTransactionsWait(options);
        options.finish();
        return new KafkaRestoreSettings(settings, clients, openTransactionsWait);
    }
}
