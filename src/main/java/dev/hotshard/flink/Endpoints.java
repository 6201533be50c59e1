package dev.hotshard.flink;

import java.io.Serializable;
import java.util.Map;

/**
 * The inputs and outputs of a job. Each description contains what distinguishes the endpoint from others of
 * the same name, such as a topic id. Empty for jobs whose state belongs to no particular endpoint.
 *
 * @param read descriptions of the inputs, which positions in state belong to, by the option that names each
 * @param written descriptions of the outputs, by the option that names each
 */
public record Endpoints(Map<String, String> read, Map<String, String> written) {

    /** No endpoints, so that none is compared. */
    public static final Endpoints NONE = new Endpoints(Map.of(), Map.of());

    /**
     * Looks up the endpoints where the job runs, since brokers may be out of reach where it is submitted.
     */
    @FunctionalInterface
    public interface Lookup extends Serializable {

        /** The present endpoints; throws if they cannot be determined. */
        Endpoints now();
    }
}
