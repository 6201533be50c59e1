package dev.hotshard.config;

import dev.hotshard.event.Route;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The roles that topics play in commands, one row each. The table drives options, flags, validation, checks
 * before the start, the creation of topics, the guard of the state and the documented permissions. A new
 * topic takes one row, and a {@link Route} if output records go there.
 */
public enum TopicRole {
    INPUT(
            JobCommand.RUN,
            "hotshard.kafka.input-topic",
            "--input",
            TopicKind.EVENTS_IN,
            null,
            true,
            "Topic that events are read from."),
    OUTPUT(
            JobCommand.RUN,
            "hotshard.kafka.output-topic",
            "--output",
            TopicKind.EVENTS_OUT,
            Route.EVENTS,
            true,
            "Topic that events are written to."),
    HOT_IDS(
            JobCommand.RUN,
            "hotshard.kafka.hot-ids-topic",
            "--hot-ids",
            TopicKind.NOTICES,
            Route.HOT_IDS,
            true,
            "Topic that alerts and totals of hot ids are written to."),
    HINTS(
            JobCommand.RUN,
            "hotshard.kafka.hints-topic",
            null,
            TopicKind.HINTS,
            null,
            false,
            "Topic by which the detector tells the gate which ids are hot; for the job alone. If not set, the hot-ids "
                    + "topic's name and -hints."),
    DEAD_LETTERS(
            JobCommand.RUN,
            "hotshard.kafka.dead-letters-topic",
            "--dead-letters",
            TopicKind.DEAD_LETTERS,
            Route.DEAD_LETTERS,
            true,
            "Topic that dead letters are written to."),
    RESTORE_FROM(
            JobCommand.RESTORE, null, "--from-topic", TopicKind.REWRITTEN, null, true, "Topic with rewritten events."),
    RESTORE_TO(
            JobCommand.RESTORE,
            null,
            "--to-topic",
            TopicKind.EVENTS_OUT,
            Route.EVENTS,
            true,
            "Topic that restored events are written to."),
    RESTORE_LEFT(
            JobCommand.RESTORE,
            null,
            "--left-topic",
            TopicKind.EVENTS_OUT,
            Route.LEFT,
            false,
            "Topic for all other events (default: leave them in place)."),
    RESTORE_DEAD_LETTERS(
            JobCommand.RESTORE,
            null,
            "--dead-letters",
            TopicKind.DEAD_LETTERS,
            Route.DEAD_LETTERS,
            false,
            "Topic for records that are not JSON (default: leave them in place)."),
    BREAKDOWN(
            JobCommand.BREAKDOWN,
            null,
            "--topic",
            TopicKind.SCANNED,
            null,
            true,
            "Topic to break down, up to its end as it is now.");

    /** What follows the hot-ids topic's name in the default name of the hints topic. */
    public static final String HINTS_SUFFIX = "-hints";

    private final JobCommand command;
    private final ConfigOption<String> option;
    private final String flag;
    private final TopicKind kind;
    private final Route route;
    private final boolean required;
    private final String description;

    TopicRole(
            JobCommand command,
            String key,
            String flag,
            TopicKind kind,
            Route route,
            boolean required,
            String description) {
        this.command = command;
        this.flag = flag;
        this.kind = kind;
        this.route = route;
        this.required = required;
        this.description = description;
        option = key == null
                ? null
                : ConfigOptions.key(key).stringType().noDefaultValue().withDescription(description);
    }

    /** The roles in a command, in the order of the table. */
    public static List<TopicRole> of(JobCommand command) {
        return Arrays.stream(values()).filter(role -> role.command == command).toList();
    }

    /** The command in which topics play the role. */
    JobCommand command() {
        return command;
    }

    /** The option that names the topic; null if only the flag does. */
    public ConfigOption<String> option() {
        return option;
    }

    /** The flag that names the topic; null if only the option does. */
    public String flag() {
        return flag;
    }

    /** The kind of topic that can play the role. */
    public TopicKind kind() {
        return kind;
    }

    /** The route of the records that the topic takes; null if no output record goes there. */
    public Route route() {
        return route;
    }

    /** Whether the command needs such a topic. */
    boolean isRequired() {
        return required;
    }

    /** What the topic is for, as help and docs say it. */
    public String description() {
        return description;
    }

    /** The name of the setting: the option's key, or the flag. The guard of the state knows topics by it. */
    public String label() {
        return option == null ? flag : option.key();
    }
}
