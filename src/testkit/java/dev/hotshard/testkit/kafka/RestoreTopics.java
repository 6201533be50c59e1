package dev.hotshard.testkit.kafka;

import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import java.util.EnumMap;
import java.util.Map;

/** The topics of a restore. */
public final class RestoreTopics {

    private RestoreTopics() {}

    /** Topics that must exist; null for a role without one. */
    public static KafkaTopics of(String from, String to, String left, String deadLetters) {
        return new KafkaTopics(names(from, to, left, deadLetters), false);
    }

    /** Topics by role; null for a role without one. */
    public static Map<TopicRole, String> names(String from, String to, String left, String deadLetters) {
        Map<TopicRole, String> names = new EnumMap<>(TopicRole.class);
        names.put(TopicRole.RESTORE_FROM, from);
        names.put(TopicRole.RESTORE_TO, to);
        names.put(TopicRole.RESTORE_LEFT, left);
        names.put(TopicRole.RESTORE_DEAD_LETTERS, deadLetters);
        names.values().removeIf(name -> name == null);
        return names;
    }
}
