package dev.hotshard.connect.kafka;

import dev.hotshard.config.TopicKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Creates topics that suit an input. Records keep their timestamps, and brokers delete by these, so a new
 * topic keeps records as long as the input does, whatever the brokers' defaults are.
 */
final class NewTopics {

    /** The number of bytes by which the largest dead letter may exceed the input's largest record. */
    private static final long DEAD_LETTER_ROOM = 65_536;
    /** Accepts every timestamp, because a rejected record would stop the job for good. */
    private static final Map<String, String> ANY_TIMESTAMP = Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE),
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));

    private final BrokerTopics brokerTopics;
    private final String inputName;

    /** @param input the input; need not exist before the first topic that depends on it is created */
    NewTopics(BrokerTopics brokerTopics, String input) {
        this.brokerTopics = brokerTopics;
        inputName = input;
    }

    /** Creates the description of a missing topic, with the settings of its kind. */
    NewTopic of(TopicKind kind, String name) {
        return switch (kind.creation()) {
            case BROKER_DEFAULTS -> new NewTopic(name, Optional.empty(), Optional.empty());
            case LIKE_INPUT -> likeInput(name);
            case ONE_PARTITION ->
                kind.retention() == TopicKind.Retention.ANY ? unkept(name) : lasting(name, kind.size());
            case NEVER -> throw new IllegalArgumentException("not to be created: " + name);
        };
    }

    private NewTopic likeInput(String name) {
        TopicSettings input = brokerTopics.settings(inputName);
        int partitions = brokerTopics
                .describe(List.of(inputName))
                .get(inputName)
                .partitions()
                .size();
        return topic(name, partitions, input.maxMessageBytes(), input.retentionMillis(), input.retentionBytes());
    }

    private static NewTopic unkept(String name) {
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(ANY_TIMESTAMP);
    }

    /** The retention of the input, or the brokers' default if that is longer. */
    private NewTopic lasting(String name, TopicKind.Size size) {
        TopicSettings input = brokerTopics.settings(inputName);
        long retentionMillis = input.retentionMillis();
        long retentionBytes = input.retentionBytes();
        try {
            TopicSettings defaults =
                    brokerTopics.settingsIfCreated(new NewTopic(name, Optional.of(1), Optional.empty()));
            retentionMillis = Math.max(retentionMillis, defaults.retentionMillis());
            retentionBytes = Math.max(retentionBytes, defaults.retentionBytes());
        } catch (MissingPermissionException e) {
            // Those of the input are long enough.
        }
        long maxBytes = size == TopicKind.Size.ABOVE_INPUT ? input.maxMessageBytes() + DEAD_LETTER_ROOM : 0;
        return topic(name, 1, maxBytes, retentionMillis, retentionBytes);
    }

    /** @param maxBytes the largest record, or 0 for the brokers' default */
    private static NewTopic topic(
            String name, int partitions, long maxBytes, long retentionMillis, long retentionBytes) {
        Map<String, String> configs = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, TopicSettings.retention(retentionMillis),
                TopicConfig.RETENTION_BYTES_CONFIG, TopicSettings.retention(retentionBytes)));
        configs.putAll(ANY_TIMESTAMP);
        if (maxBytes > 0) {
            configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxBytes));
        }
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    }
}
