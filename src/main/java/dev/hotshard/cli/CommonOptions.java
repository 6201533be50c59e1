package dev.hotshard.cli;

import dev.hotshard.config.ConfigurationLayers;
import dev.hotshard.config.Options;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command takes. {@code Settings} checks their values with all other options. */
final class CommonOptions {

    static final String VERBOSE = "--verbose";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = VERBOSE, description = "Log more, and show the stack trace of a failure.")
    private boolean verbose;

    @Option(names = "--config", paramLabel = "FILE", description = "Read options from a YAML file.")
    private Path config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Set any option, hotshard.* or Flink's.")
    private List<String> properties = List.of();

    @Option(
            names = {"-n", "--threshold"},
            paramLabel = "N",
            description = "Events of an id and date that pass (default: 200000).")
    private String threshold;

    @Option(names = "--timezone", paramLabel = "ZONE", description = "Time zone of event dates (default: UTC).")
    private String timezone;

    /**
     * Merges all options: the command line overrides the file, and the file overrides {@code defaults}.
     *
     * @param flags options by key that the command sets by flags of its own; the common flags are added
     */
    Configuration over(Configuration defaults, Map<String, String> flags) {
        put(flags, Options.THRESHOLD, threshold);
        put(flags, Options.TIMEZONE, timezone);
        return ConfigurationLayers.merge(defaults, config, properties(), flags);
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
