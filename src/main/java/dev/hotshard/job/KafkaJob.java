package dev.hotshard.job;

import dev.hotshard.config.CheckpointOptions;
import dev.hotshard.config.ClientOptions;
import dev.hotshard.config.DefaultJobName;
import dev.hotshard.config.InvalidOptionsException;
import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.config.Validation;
import dev.hotshard.connect.kafka.KafkaConnectors;
import dev.hotshard.flink.Endpoints;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job from topics to topics, its options validated.
 *
 * @param settings those of the detector
 * @param kafka those of the ends
 */
public record KafkaJob(Settings settings, KafkaSettings kafka) {

    /** What the hints topic is called behind the hot-ids topic's name, unless told otherwise. */
    public static final String HINTS_SUFFIX = "-hints";

    /** @throws InvalidOptionsException naming every bad or missing value at once */
    public static KafkaJob of(Configuration conf) {
        Validation options = new Validation(conf);
        Settings settings = Settings.read(options);
        String name = DefaultJobName.of(
                conf.get(Options.INPUT_TOPIC),
                conf.get(Options.OUTPUT_TOPIC),
                conf.get(Options.HOT_IDS_TOPIC),
                conf.get(Options.DEAD_LETTERS_TOPIC));
        KafkaSettings kafka = new KafkaSettings(
                ClientOptions.read(options, name),
                options.get(Options.INPUT_TOPIC, ClientOptions::isTopic, "the name of a topic (--input)"),
                options.get(Options.OUTPUT_TOPIC, ClientOptions::isTopic, "the name of a topic (--output)"),
                options.get(Options.HOT_IDS_TOPIC, ClientOptions::isTopic, "the name of a topic (--hot-ids)"),
                settings.gate() ? hintsTopic(conf, options) : null,
                options.get(Options.DEAD_LETTERS_TOPIC, ClientOptions::isTopic, "the name of a topic (--dead-letters)"),
                options.get(Options.REBALANCE_INPUT, flag -> true, "true or false"),
                conf.contains(Options.GROUP_ID)
                        ? options.get(Options.GROUP_ID, group -> !group.isBlank(), "the name of a consumer group")
                        : name,
                options.get(Options.CREATE_TOPICS, flag -> true, "true or false"),
                options.get(Options.ACCEPT_CHANGED_TOPICS, flag -> true, "true or false"));
        ClientOptions.rejectSharedTopics(options, topics(kafka));
        CheckpointOptions.check(options, kafka.clients().transactionTimeout());
        options.finish();
        return new KafkaJob(settings, kafka);
    }

    private static String hintsTopic(Configuration conf, Validation options) {
        if (conf.contains(Options.HINTS_TOPIC)) {
            return options.get(Options.HINTS_TOPIC, ClientOptions::isTopic, "the name of a topic");
        }
        String hotIds = conf.get(Options.HOT_IDS_TOPIC);
        return hotIds == null ? null : hotIds + HINTS_SUFFIX;
    }

    private static Map<String, String> topics(KafkaSettings kafka) {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put(Options.INPUT_TOPIC.key(), kafka.inputTopic());
        topics.put(Options.OUTPUT_TOPIC.key(), kafka.outputTopic());
        topics.put(Options.HOT_IDS_TOPIC.key(), kafka.hotIdsTopic());
        topics.put(Options.HINTS_TOPIC.key(), kafka.hintsTopic());
        topics.put(Options.DEAD_LETTERS_TOPIC.key(), kafka.deadLettersTopic());
        return topics;
    }

    /** What state of the job belongs to. */
    public Endpoints.Lookup endpoints() {
        return KafkaConnectors.endpoints(kafka);
    }

    /** Adds the job to {@code env}. */
    public void define(StreamExecutionEnvironment env) {
        HotShardJob.define(env, new KafkaConnectors(kafka, settings.stateTtl()), settings);
    }
}
