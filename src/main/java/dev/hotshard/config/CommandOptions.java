package dev.hotshard.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options that act in each command. A command refuses others on its command line; a file may hold them,
 * since commands can share it.
 */
public final class CommandOptions {

    private static final Set<ConfigOption<?>> KEYS =
            Set.of(Options.TIMEZONE, Options.PROJECT_PROPERTY, Options.HASH_SECRET, Options.HASH_SECRET_FILE);

    private static final Set<ConfigOption<?>> TOPIC_READER =
            Set.of(Options.BOOTSTRAP_SERVERS, Options.OPEN_TRANSACTIONS_WAIT, Options.KAFKA_PROPERTIES);

    private CommandOptions() {}

    /** The options that act in a command. */
    public static Set<ConfigOption<?>> of(JobCommand command) {
        return switch (command) {
            case DETECT ->
                with(KEYS, Options.THRESHOLD, Options.STATE_TTL, Options.MAX_EVENT_BYTES, Options.COUNT_CACHE);
            case RUN -> without(Options.ALL, Options.OPEN_TRANSACTIONS_WAIT);
            case RESTORE ->
                with(
                        with(of(JobCommand.RESTORE_FILES), TOPIC_READER.toArray(ConfigOption[]::new)),
                        Options.SCATTER_KEY,
                        Options.TRANSACTIONAL_ID_PREFIX,
                        Options.TRANSACTION_TIMEOUT,
                        Options.CREATE_TOPICS);
            case RESTORE_FILES -> with(KEYS, Options.THRESHOLD);
            case BREAKDOWN -> with(of(JobCommand.BREAKDOWN_FILES), TOPIC_READER.toArray(ConfigOption[]::new));
            case BREAKDOWN_FILES -> with(KEYS, Options.MAX_EVENT_BYTES);
            case RULES_CHECK -> Set.of(Options.TIMEZONE, Options.PROJECT_PROPERTY, Options.MAX_EVENT_BYTES);
            // It has a broker and topics of its own, and keeps no state.
            case DEMO ->
                without(
                        without(of(JobCommand.RUN), requiredTopics(JobCommand.RUN)),
                        Options.BOOTSTRAP_SERVERS,
                        Options.FORGET_CHANGED_STATE,
                        Options.ACCEPT_CHANGED_TOPICS);
        };
    }

    /**
     * Refuses options that do nothing in a command.
     *
     * @param keys of options given on the command line; unknown ones pass
     * @throws InvalidOptionsException naming every one, and the commands in which it acts
     */
    public static void requireActing(JobCommand command, Collection<String> keys) {
        Set<ConfigOption<?>> acting = of(command);
        List<String> problems = keys.stream()
                .sorted()
                .flatMap(key -> Options.ALL.stream()
                        .filter(option -> OptionKeys.matches(option, key) && !acting.contains(option))
                        .map(option ->
                                key + " does nothing in " + command + ": leave it out; it acts in " + commands(option)))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
    }

    /** The commands in which an option acts, separated by commas. */
    public static String commands(ConfigOption<?> option) {
        return Arrays.stream(JobCommand.values())
                .filter(command -> command != JobCommand.RESTORE_FILES && command != JobCommand.BREAKDOWN_FILES)
                .filter(command -> of(command).contains(option))
                .map(command -> command + (isForTopicsOnly(command, option) ? " of topics" : ""))
                .collect(Collectors.joining(", "));
    }

    private static boolean isForTopicsOnly(JobCommand command, ConfigOption<?> option) {
        return command == JobCommand.RESTORE && !of(JobCommand.RESTORE_FILES).contains(option)
                || command == JobCommand.BREAKDOWN
                        && !of(JobCommand.BREAKDOWN_FILES).contains(option);
    }

    private static ConfigOption<?>[] requiredTopics(JobCommand command) {
        return TopicRole.of(command).stream()
                .filter(TopicRole::isRequired)
                .map(TopicRole::option)
                .toArray(ConfigOption[]::new);
    }

    private static Set<ConfigOption<?>> with(Set<ConfigOption<?>> options, ConfigOption<?>... more) {
        return Stream.concat(options.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<ConfigOption<?>> without(Collection<ConfigOption<?>> options, ConfigOption<?>... fewer) {
        Set<ConfigOption<?>> rest = new HashSet<>(options);
        rest.removeAll(List.of(fewer));
        return Set.copyOf(rest);
    }
}
