package dev.hotshard.cli;

import dev.hotshard.config.CommandOptions;
import dev.hotshard.config.ConfigurationLayers;
import dev.hotshard.config.InvalidOptionsException;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Flags that every command has. {@code config} checks the values, with all other options of the command. */
final class CommonOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--config", paramLabel = "FILE", description = "Read options from a YAML file.")
    private Path config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Set any option, hotshard.* or Flink's.")
    private List<String> properties = List.of();

    @Option(names = "--timezone", paramLabel = "ZONE", description = "Time zone of event dates (default: UTC).")
    private String timezone;

    /**
     * Merges all options: the command line overrides the file, and the file overrides {@code defaults}.
     *
     * @param flags options by key that the command sets by flags of its own; the common flags are added
     * @throws InvalidOptionsException if an option on the command line does nothing in the command
     */
    Configuration over(JobCommand command, Configuration defaults, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(flags);
        put(all, Options.TIMEZONE, timezone);
        Map<String, String> properties = properties();
        CommandOptions.requireActing(command, properties.keySet());
        return ConfigurationLayers.merge(defaults, config, properties, all);
    }

    private Map<String, String> properties() {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(command.commandLine(), "-D without a key or '=': expected KEY=VALUE");
            }
            String key = property.substring(0, equals);
            if (byKey.put(key, property.substring(equals + 1)) != null) {
                throw new ParameterException(command.commandLine(), key + " is given twice by -D");
            }
        }
        return byKey;
    }

    static void put(Map<String, String> flags, ConfigOption<?> option, String value) {
        if (value != null) {
            flags.put(option.key(), value);
        }
    }
}
