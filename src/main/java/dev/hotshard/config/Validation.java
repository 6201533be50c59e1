package dev.hotshard.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Reads options and collects what is wrong with them, so that a user learns of everything at once. */
public final class Validation {

    private static final Map<String, String> RENAMED = Map.of("hotshard.hash-key", Options.HASH_SECRET.key());

    private final Configuration conf;
    private final List<String> problems = new ArrayList<>();

    public Validation(Configuration conf) {
        this.conf = conf;
        conf.keySet().stream()
                .filter(key -> key.startsWith(Options.PREFIX))
                .sorted()
                .forEach(this::checkKnown);
        rejectMap();
    }

    /**
     * Flink masks secrets by their keys, so it would show the passwords in a map; and it drops what is
     * given beside one.
     */
    private void rejectMap() {
        String map = Options.KAFKA_PROPERTIES.key();
        if (conf.keySet().contains(map)) {
            problems.add(
                    map + " is given as one map, in which Flink shows passwords: expected each property by itself, as "
                            + map + ".NAME");
        }
    }

    /** The option's value; a bad one is noted and gives the default, or null. */
    public <T> T get(ConfigOption<T> option, Predicate<T> valid, String expectation) {
        T value;
        try {
            value = conf.get(option);
        } catch (IllegalArgumentException e) {
            value = null;
        }
        if (value != null && valid.test(value)) {
            return value;
        }
        if (value == null && !conf.contains(option)) {
            problems.add(option.key() + " is missing: expected " + expectation);
        } else {
            problems.add(option.key() + " is " + (isSecret(option.key()) ? "not valid" : "'" + spelled(option) + "'")
                    + ": expected " + expectation);
        }
        return option.defaultValue();
    }

    /** The option's value as it is, or {@code otherwise} if it has none. */
    public <T> T get(ConfigOption<T> option, T otherwise) {
        return conf.get(option, otherwise);
    }

    /**
     * The option's value in another form; a value that {@code parse} refuses is noted and gives that of the
     * default.
     */
    <T> T parse(ConfigOption<String> option, Function<String, T> parse, String expectation) {
        Predicate<String> valid = text -> {
            try {
                return parse.apply(text) != null;
            } catch (RuntimeException e) {
                return false;
            }
        };
        return parse.apply(get(option, valid, expectation));
    }

    /** Notes a problem that is not one of a single value. */
    void reject(String problem) {
        problems.add(problem);
    }

    /** How many problems were noted so far. */
    int problems() {
        return problems.size();
    }

    /** @throws InvalidOptionsException if anything was noted */
    public void finish() {
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
    }

    /** Whether no message may repeat the option's value. */
    private static boolean isSecret(String key) {
        return GlobalConfiguration.isSensitive(key) || key.startsWith(Options.KAFKA_PROPERTIES.key());
    }

    /** Whether the user gave the option a value. */
    boolean isSet(ConfigOption<?> option) {
        return conf.contains(option);
    }

    private String spelled(ConfigOption<?> option) {
        return conf.toMap().get(option.key());
    }

    private void checkKnown(String key) {
        if (Options.ALL.stream().noneMatch(option -> matches(option, key))) {
            problems.add(unknown(key));
        }
    }

    /** What to say of a key that is no option. */
    static String unknown(String key) {
        if (RENAMED.containsKey(key)) {
            return key + " is called " + RENAMED.get(key) + " now";
        }
        return "unknown option " + key
                + nearest(key).map(near -> ": did you mean " + near + "?").orElse("");
    }

    private static boolean matches(ConfigOption<?> option, String key) {
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
