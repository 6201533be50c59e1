package dev.hotshard.config;

import dev.hotshard.event.Route;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The topics of a job by their roles.
 *
 * @param names in the order of the roles; without roles that no topic plays
 * @param create whether missing topics are created
 */
public record KafkaTopics(Map<TopicRole, String> names, boolean create) implements Serializable {

    public KafkaTopics {
        Map<TopicRole, String> ordered = new EnumMap<>(TopicRole.class);
        ordered.putAll(names);
        names = Collections.unmodifiableMap(ordered);
    }

    /** The topic in a role; null if there is none. */
    public String topic(TopicRole role) {
        return names.get(role);
    }

    /** Whether a topic plays a role. */
    public boolean has(TopicRole role) {
        return names.containsKey(role);
    }

    /** The roles of a kind that topics play, in the order of the table. */
    public List<TopicRole> roles(Predicate<TopicKind> kind) {
        return names.keySet().stream().filter(role -> kind.test(role.kind())).toList();
    }

    /** The topic that events are read from. */
    public String input() {
        return topic(roles(kind -> kind.isRead() && !kind.isWritten()).get(0));
    }

    /** Topic names by {@link TopicRole#label}, of those roles of a kind that topics play. */
    public Map<String, String> labelled(Predicate<TopicKind> kind) {
        Map<String, String> labelled = new LinkedHashMap<>();
        roles(kind).forEach(role -> labelled.put(role.label(), topic(role)));
        return labelled;
    }

    /** The topic of each route that has one. */
    public Map<Route, String> byRoute() {
        Map<Route, String> topics = new EnumMap<>(Route.class);
        roles(TopicKind::isWritten).stream()
                .filter(role -> role.route() != null)
                .forEach(role -> topics.put(role.route(), topic(role)));
        return topics;
    }
}
