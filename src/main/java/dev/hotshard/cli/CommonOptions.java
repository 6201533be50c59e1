package dev.hotshard.cli;

import dev.hotshard.job.ConfigurationLayers;
import dev.hotshard.job.Options;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** What every command takes. Values are checked with all other options of the job, by Settings, not here. */
final class CommonOptions {

    static final String VERBOSE = "--verbose";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = VERBOSE, description = "Log more, and show the stack trace of a failure.")
    private boolean verbose;

    @Option(names = "--config", paramLabel = "FILE", description = "Read options from a YAML file.")
    private Path config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Set any option, hotshard.* or Flink's.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = {"-n", "--threshold"}, paramLabel = "N",
            description = "Events of an id and date that pass (default: 200000).")
    private String threshold;

    @Option(names = "--timezone", paramLabel = "ZONE", description = "Time zone of event dates (default: UTC).")
    private String timezone;

    /**
     * All options: those on the command line over those in the file over {@code defaults}.
     *
     * @param flags options that the command has flags of its own for
     */
    Configuration over(Configuration defaults, Map<String, String> flags) {
        put(flags, Options.THRESHOLD, threshold);
        put(flags, Options.TIMEZONE, timezone);
        return ConfigurationLayers.merge(defaults, config, properties, flags);
    }

    static void put(Map<String, String> flags, ConfigOption<?> option, String value) {
        if (value != null) {
            flags.put(option.key(), value);
        }
    }
}
