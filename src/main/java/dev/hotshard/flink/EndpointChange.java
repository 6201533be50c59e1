package dev.hotshard.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An endpoint that differs from the one that the state belongs to.
 *
 * @param name the setting that names the endpoint
 * @param before the endpoint that the state belongs to
 * @param now the present endpoint
 */
public record EndpointChange(String name, String before, String now) {

    /**
     * The endpoints that differ, in the order of their names. An endpoint that was not kept does not
     * differ.
     */
    public static List<EndpointChange> between(Map<String, String> kept, Map<String, String> now) {
        List<EndpointChange> changes = new ArrayList<>();
        new TreeMap<>(now).forEach((name, value) -> {
            String before = kept.getOrDefault(name, value);
            if (!before.equals(value)) {
                changes.add(new EndpointChange(name, before, value));
            }
        });
        return changes;
    }

    @Override
    public String toString() {
        return name + " was " + before + " and is " + now;
    }
}
