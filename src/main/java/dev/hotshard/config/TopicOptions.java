package dev.hotshard.config;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads and checks the names of topics. */
final class TopicOptions {

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
    private static final String EXPECTED = "the name of a topic";

    private TopicOptions() {}

    /** The topics of the job, which have options. */
    static KafkaTopics ofRun(Validation options, boolean gate) {
        Map<TopicRole, String> names = new EnumMap<>(TopicRole.class);
        for (TopicRole role : TopicRole.of(JobCommand.RUN)) {
            if (role.kind() == TopicKind.HINTS && !gate) {
                continue;
            }
            String name = role.isRequired() || options.isSet(role.option()) ? read(options, role) : null;
            if (name == null && role == TopicRole.HINTS && names.containsKey(TopicRole.HOT_IDS)) {
                name = names.get(TopicRole.HOT_IDS) + TopicRole.HINTS_SUFFIX;
            }
            if (name != null) {
                names.put(role, name);
            }
        }
        return checked(options, names);
    }

    /**
     * The topics of a command that names them by flags.
     *
     * @param names by role; null for a role that nothing plays
     */
    static KafkaTopics ofFlags(Validation options, Map<TopicRole, String> names) {
        Map<TopicRole, String> given = new EnumMap<>(TopicRole.class);
        names.forEach((role, name) -> {
            if (name != null) {
                given.put(role, name);
            }
        });
        given.forEach((role, name) -> {
            if (!isTopic(name)) {
                options.reject(role.flag() + " is '" + name + "': expected " + EXPECTED);
            }
        });
        return checked(options, given);
    }

    private static String read(Validation options, TopicRole role) {
        return options.get(
                role.option(),
                TopicOptions::isTopic,
                role.flag() == null ? EXPECTED : EXPECTED + " (" + role.flag() + ")");
    }

    private static KafkaTopics checked(Validation options, Map<TopicRole, String> names) {
        KafkaTopics topics = new KafkaTopics(names, options.get(Options.CREATE_TOPICS, flag -> true, "true or false"));
        rejectShared(options, topics);
        return topics;
    }

    /** One topic in two roles would feed the job its own output, or mix what readers must tell apart. */
    private static void rejectShared(Validation options, KafkaTopics topics) {
        Map<String, String> labels = new HashMap<>();
        topics.names().forEach((role, topic) -> {
            String other = labels.put(topic, role.label());
            if (other != null) {
                options.reject(other + " and " + role.label() + " are both '" + topic + "': expected a topic for each");
            }
        });
    }

    private static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches();
    }
}
