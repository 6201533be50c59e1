package dev.hotshard.flink;

import java.io.Serializable;
import java.util.Map;

/**
 * What a job reads and writes, each with what tells it from others of the same name. Empty where nothing
 * can take another's place.
 *
 * @param read by the option that names it: what positions in state belong to
 * @param written by the option that names it
 */
public record Endpoints(Map<String, String> read, Map<String, String> written) {

    public static final Endpoints NONE = new Endpoints(Map.of(), Map.of());

    /** Finds them where the job runs: when it is submitted there may be nobody to ask. */
    @FunctionalInterface
    public interface Lookup extends Serializable {

        /** The endpoints as they are now; throws where they cannot be known. */
        Endpoints now();
    }
}
