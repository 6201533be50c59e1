package dev.hotshard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Reads options and collects every problem with them, so that a user learns of all at once. */
final class Validation {

    private final Configuration conf;
    private final List<String> problems = new ArrayList<>();

    /** Notes each unknown key that begins with {@code hotshard.}, and Kafka properties given as a map. */
    Validation(Configuration conf) {
        this.conf = conf;
        conf.keySet().stream()
                .filter(key -> key.startsWith(Options.PREFIX) && !OptionKeys.isKnown(key))
                .sorted()
                .forEach(key -> problems.add(OptionKeys.unknown(key)));
        rejectMap();
    }

    /** Flink masks secrets by their keys, so it would show passwords in a map, and drops keys beside one. */
    private void rejectMap() {
        String map = Options.KAFKA_PROPERTIES.key();
        if (conf.keySet().contains(map)) {
            problems.add(
                    map + " is given as one map, in which Flink shows passwords: expected each property by itself, as "
                            + map + ".NAME");
        }
    }

    /** The option's value; for a bad or missing one, notes that and returns the default, or null. */
    <T> T get(ConfigOption<T> option, Predicate<T> valid, String expectation) {
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

    /** The option's value, unchecked, or {@code otherwise} if it has none. */
    <T> T get(ConfigOption<T> option, T otherwise) {
        return conf.get(option, otherwise);
    }

    /**
     * The option's value as {@code parse} returns it; for a value that it refuses, notes that and returns
     * the parsed default.
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

    /** Notes a problem that concerns more than one value. */
    void reject(String problem) {
        problems.add(problem);
    }

    /** The number of problems noted so far. */
    int problems() {
        return problems.size();
    }

    /** @throws InvalidOptionsException naming every problem, if any was noted */
    void finish() {
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
    }

    /** Whether the option's value is secret, so that no message may repeat it. */
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
}
