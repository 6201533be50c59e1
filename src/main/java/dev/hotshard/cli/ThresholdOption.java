package dev.hotshard.cli;

import dev.hotshard.config.Options;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flag for the threshold, for commands that detect. */
final class ThresholdOption {

    @Option(
            names = {"-n", "--threshold"},
            paramLabel = "N",
            description = "Events of an id and date that pass (default: 200000).")
    private String threshold;

    /** Adds the option to others, if it is given. */
    Map<String, String> and(Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(flags);
        CommonOptions.put(all, Options.THRESHOLD, threshold);
        return all;
    }
}
