package dev.hotshard.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;

/** The keys of options, and what an unknown key was probably meant to be. */
final class OptionKeys {

    private static final Map<String, String> RENAMED = Map.of("hotshard.hash-key", Options.HASH_SECRET.key());

    private OptionKeys() {}

    static boolean isKnown(String key) {
        return Options.ALL.stream().anyMatch(option -> matches(option, key));
    }

    /** The message for a key that is not an option. */
    static String unknown(String key) {
        if (RENAMED.containsKey(key)) {
            return key + " is called " + RENAMED.get(key) + " now";
        }
        return "unknown option " + key
                + nearest(key).map(near -> ": did you mean " + near + "?").orElse("");
    }

    /** Whether a key names an option, or one of the properties that it stands for. */
    static boolean matches(ConfigOption<?> option, String key) {
        return option.key().equals(key)
                || option == Options.KAFKA_PROPERTIES && key.startsWith(option.key() + ".") && !key.endsWith(".");
    }

    /** The known key with the same last word, else the one with the fewest changes, if these are few. */
    private static Optional<String> nearest(String key) {
        LevenshteinDistance distance = new LevenshteinDistance(Math.max(3, key.length() / 3));
        List<String> known = Options.ALL.stream().map(ConfigOption::key).toList();
        return known.stream()
                .filter(option -> lastWord(option).equals(lastWord(key)))
                .findFirst()
                .or(() -> known.stream()
                        .filter(option -> distance.apply(key, option) >= 0)
                        .min(Comparator.comparingInt(option -> distance.apply(key, option))));
    }

    private static String lastWord(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
