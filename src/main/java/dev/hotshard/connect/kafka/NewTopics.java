package dev.hotshard.connect.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics that are created for what comes of an input topic. Records keep their timestamps, and brokers
 * delete by these: whatever a broker's defaults are, a new topic keeps records as long as the input does.
 */
final class NewTopics {

    /** How much more a topic for dead letters takes than the input topic. */
    private static final long DEAD_LETTER_ROOM = 65_536;
    /** A rejected record would stop the job for ever. */
    private static final Map<String, String> ANY_TIMESTAMP = Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE),
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));

    private final Brokers brokers;
    private final String inputName;

    NewTopics(Brokers brokers, String input) {
        this.brokers = brokers;
        inputName = input;
    }

    /** A topic for events: takes as much as the input, and keeps it as long. */
    NewTopic events(String name, int partitions) {
        TopicSettings input = brokers.topic(inputName);
        return topic(name, partitions, input.maxMessageBytes(), input.retentionMillis(), input.retentionBytes());
    }

    /**
     * A topic for dead letters: takes more than the input, and keeps it as long, or as long as the brokers
     * keep records by default.
     */
    NewTopic deadLetters(String name) {
        TopicSettings input = brokers.topic(inputName);
        return lasting(name, input, input.maxMessageBytes() + DEAD_LETTER_ROOM);
    }

    /** A topic for alerts, which are to be read as long as their events are. */
    NewTopic hotIds(String name) {
        return lasting(name, brokers.topic(inputName), 0);
    }

    /** A topic for hints, which hold for hours only. */
    NewTopic hints(String name) {
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(ANY_TIMESTAMP);
    }

    private NewTopic lasting(String name, TopicSettings input, long maxBytes) {
        long retentionMillis = input.retentionMillis();
        long retentionBytes = input.retentionBytes();
        try {
            TopicSettings defaults = brokers.wouldBe(new NewTopic(name, Optional.of(1), Optional.empty()));
            retentionMillis = Math.max(retentionMillis, defaults.retentionMillis());
            retentionBytes = Math.max(retentionBytes, defaults.retentionBytes());
        } catch (MissingPermissionException e) {
            // Those of the input are long enough.
        }
        return topic(name, 1, maxBytes, retentionMillis, retentionBytes);
    }

    /** @param maxBytes the largest record, or 0 for the brokers' default */
    private static NewTopic topic(
            String name, int partitions, long maxBytes, long retentionMillis, long retentionBytes) {
        Map<String, String> configs = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, TopicChecks.limit(retentionMillis),
                TopicConfig.RETENTION_BYTES_CONFIG, TopicChecks.limit(retentionBytes)));
        configs.putAll(ANY_TIMESTAMP);
        if (maxBytes > 0) {
            configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxBytes));
        }
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    }
}
