package dev.hotshard.testkit.kafka;

import java.util.List;
import java.util.Map;

/** Options under which a job gives up on brokers within seconds, and soon tries again. */
public final class ShortTimeouts {

    private static final Map<String, String> OPTIONS = Map.of(
            "hotshard.kafka.properties.delivery.timeout.ms", "4000",
            "hotshard.kafka.properties.request.timeout.ms", "2000",
            "hotshard.kafka.properties.max.block.ms", "3000",
            "restart-strategy.exponential-delay.max-backoff", "2s");

    private ShortTimeouts() {}

    /** The same for a command line. */
    public static List<String> arguments() {
        return OPTIONS.entrySet().stream()
                .flatMap(option -> List.of("-D", option.getKey() + "=" + option.getValue()).stream())
                .toList();
    }
}
