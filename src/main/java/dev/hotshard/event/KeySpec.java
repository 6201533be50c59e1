package dev.hotshard.event;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What gives a counter key its meaning: change one of these and the counts kept so far count something else.
 *
 * @param zone the time zone of event dates
 * @param projectProperty the property that holds the project
 * @param hashKey the key of all hashes; treat it as a secret unless it is the public default
 */
public record KeySpec(ZoneId zone, String projectProperty, String hashKey) implements Serializable {

    /**
     * These rules by option name, comparable between runs. Zones of one fixed offset count as one; the hash
     * key is given by a hash of it.
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
        // Java names it Z, nobody else does.
        return normalized.equals(ZoneOffset.UTC) ? "UTC" : normalized.getId();
    }

    /** Leaves out the hash key, which may be a secret. */
    @Override
    public String toString() {
        return "zone " + zone + ", project property " + projectProperty;
    }
}
