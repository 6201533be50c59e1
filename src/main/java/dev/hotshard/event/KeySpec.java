package dev.hotshard.event;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The definition of counter keys. After a change of any component, counts kept so far belong to other keys.
 *
 * @param zone the time zone of event dates
 * @param projectProperty the name of the property that holds the project
 * @param hashKey the key of all hashes; a secret unless it is the public default
 */
public record KeySpec(ZoneId zone, String projectProperty, String hashKey) implements Serializable {

    /**
     * The components by option name, comparable between runs. Time zones of the same fixed offset are equal;
     * a hash stands for the hash key.
     */
    public Map<String, String> fingerprint() {
        byte[] nothing = {};
        return Map.of(
                "hotshard.event-date.timezone",
                zoneName(),
                "hotshard.project-property",
                projectProperty,
                "hotshard.hash-secret",
                "(hash "
                        + new KeyHash(hashKey)
                                .begin((byte) 'K')
                                .bytes(nothing, 0, 0)
                                .to(Hex::digits) + ")");
    }

    private String zoneName() {
        ZoneId normalized = zone.normalized();
        // Java alone calls it Z.
        return normalized.equals(ZoneOffset.UTC) ? "UTC" : normalized.getId();
    }

    /** Omits the hash key, which may be a secret. */
    @Override
    public String toString() {
        return "zone " + zone + ", project property " + projectProperty;
    }
}
