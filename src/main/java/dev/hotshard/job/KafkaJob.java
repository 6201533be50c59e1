package dev.hotshard.job;

import dev.hotshard.kafka.KafkaConnectors;
import dev.hotshard.kafka.KafkaSettings;
import dev.hotshard.kafka.TopicFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
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

    /** A name or an IP address, of version 6 in brackets, and a port. */
    private static final Pattern SERVER = Pattern.compile("(?:[^\\s,:\\[\\]]+|\\[[^\\s,\\[\\]]+]):(\\d{1,5})");
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
    private static final Duration SHORTEST_TRANSACTION = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRANSACTION = Duration.ofMillis(Integer.MAX_VALUE);
    /** What Flink takes. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** @throws InvalidOptionsException naming every bad or missing value at once */
    public static KafkaJob of(Configuration conf) {
        Validation options = new Validation(conf);
        Settings settings = Settings.read(options);
        KafkaSettings kafka = new KafkaSettings(
                options.get(Options.BOOTSTRAP_SERVERS, KafkaJob::areServers, "host:port[,host:port...] (--bootstrap)"),
                options.get(Options.INPUT_TOPIC, TOPIC.asMatchPredicate(), "the name of a topic (--input)"),
                options.get(Options.OUTPUT_TOPIC, TOPIC.asMatchPredicate(), "the name of a topic (--output)"),
                options.get(Options.HOT_IDS_TOPIC, TOPIC.asMatchPredicate(), "the name of a topic (--hot-ids)"),
                settings.gate() ? hintsTopic(conf, options) : null,
                options.get(Options.DEAD_LETTERS_TOPIC, TOPIC.asMatchPredicate(), "the name of a topic (--dead-letters)"),
                options.get(Options.REBALANCE_INPUT, flag -> true, "true or false"),
                options.get(Options.GROUP_ID, group -> !group.isBlank(), "the name of a consumer group"),
                transactionalIdPrefix(conf),
                options.get(Options.TRANSACTION_TIMEOUT, KafkaJob::isTimeout, "a duration such as 15 min, at least 1 s and at most 24 d"),
                options.get(Options.CREATE_TOPICS, flag -> true, "true or false"),
                options.get(Options.KAFKA_PROPERTIES, map -> true, "names and values"));
        rejectSharedTopics(options, kafka);
        rejectWrongProperties(options, kafka);
        rejectShortTransactions(options, kafka);
        options.finish();
        return new KafkaJob(settings, kafka);
    }

    private static String hintsTopic(Configuration conf, Validation options) {
        if (conf.contains(Options.HINTS_TOPIC)) {
            return options.get(Options.HINTS_TOPIC, TOPIC.asMatchPredicate(), "the name of a topic");
        }
        String hotIds = conf.get(Options.HOT_IDS_TOPIC);
        return hotIds == null ? null : hotIds + HINTS_SUFFIX;
    }

    private static String transactionalIdPrefix(Configuration conf) {
        String prefix = conf.get(Options.TRANSACTIONAL_ID_PREFIX);
        return prefix == null || prefix.isBlank() ? conf.get(Options.GROUP_ID) : prefix;
    }

    private static boolean areServers(String servers) {
        return Stream.of(servers.split(",", -1)).map(SERVER::matcher).allMatch(server -> server.matches() && isPort(server.group(1)));
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port < 1 << 16;
    }

    private static boolean isTimeout(Duration timeout) {
        return timeout.compareTo(SHORTEST_TRANSACTION) >= 0 && timeout.compareTo(LONGEST_TRANSACTION) <= 0;
    }

    /** One topic in two roles would feed the job its own output, or mix what readers must tell apart. */
    private static void rejectSharedTopics(Validation options, KafkaSettings kafka) {
        Map<String, String> roles = new HashMap<>();
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put(Options.INPUT_TOPIC.key(), kafka.inputTopic());
        topics.put(Options.OUTPUT_TOPIC.key(), kafka.outputTopic());
        topics.put(Options.HOT_IDS_TOPIC.key(), kafka.hotIdsTopic());
        topics.put(Options.HINTS_TOPIC.key(), kafka.hintsTopic());
        topics.put(Options.DEAD_LETTERS_TOPIC.key(), kafka.deadLettersTopic());
        topics.forEach((role, topic) -> {
            String other = topic == null ? null : roles.put(topic, role);
            if (other != null) {
                options.reject(other + " and " + role + " are both '" + topic + "': expected a topic for each");
            }
        });
    }

    private static void rejectWrongProperties(Validation options, KafkaSettings kafka) {
        List<String> reserved = kafka.clientProperties().keySet().stream().filter(KafkaSettings.RESERVED_PROPERTIES::contains)
                .sorted().toList();
        reserved.forEach(name -> options.reject(
                Options.KAFKA_PROPERTIES.key() + "." + name + " cannot be set: the job sets it from its own options"));
        if (reserved.isEmpty() && kafka.bootstrapServers() != null) {
            kafka.refusal().ifPresent(why -> options.reject(Options.KAFKA_PROPERTIES.key() + ": " + why));
        }
    }

    /** Events are committed with a checkpoint; a transaction that cannot outlive one is lost. */
    private static void rejectShortTransactions(Validation options, KafkaSettings kafka) {
        Duration interval = options.get(CheckpointingOptions.CHECKPOINTING_INTERVAL, d -> d.compareTo(SHORTEST_INTERVAL) >= 0,
                "a duration such as 10 s, at least 10 ms; without checkpoints nothing is ever committed");
        Duration timeout = options.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT, d -> d.compareTo(SHORTEST_INTERVAL) >= 0,
                "a duration such as 10 min, at least 10 ms");
        if (interval == null) {
            return;
        }
        Duration needed = interval.plus(timeout);
        if (kafka.transactionTimeout().compareTo(needed) < 0) {
            options.reject(Options.TRANSACTION_TIMEOUT.key() + " is " + kafka.transactionTimeout().toSeconds()
                    + " s: expected at least checkpoint interval and timeout together, " + needed.toSeconds() + " s");
        }
    }

    /** Adds the job to {@code env}. */
    public void define(StreamExecutionEnvironment env, TopicFacts facts) {
        HotShardJob.define(env, new KafkaEnds(new KafkaConnectors(kafka, facts), settings.stateTtl()), settings);
    }
}
