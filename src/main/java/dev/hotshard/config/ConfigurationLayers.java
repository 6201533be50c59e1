package dev.hotshard.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/** Merges options from the command line, a file and Flink's configuration, in this order of precedence. */
public final class ConfigurationLayers {

    /** The first words of Flink's own keys; a key with any other first word is taken for a typo. */
    private static final Set<String> FLINK = Set.of("""
            $internal akka allow blob blocklist classloader client cluster compiler containerized dfs env
            events execution external-resources fine-grained fs gcs gs hadoop heartbeat high-availability
            historyserver io jmx job-event job-manager jobmanager jobstore kubernetes mesos metrics oss
            parallelism pekko pipeline plugin presto process python queryable-state resourcemanager rest
            restart-strategy s3 security slot slotmanager state table task taskmanager traces user web yarn
            zookeeper""".split("\\s"));

    private ConfigurationLayers() {}

    /**
     * Merges all layers into a new configuration.
     *
     * @param flink Flink's configuration, which stays as it is
     * @param file a YAML file, nested or flat, or null
     * @param properties options given as key=value
     * @param flags options given by flags of their own
     * @throws InvalidOptionsException if the file cannot be read, or a key is unknown or given twice
     */
    public static Configuration merge(
            Configuration flink, Path file, Map<String, String> properties, Map<String, String> flags) {
        Map<String, String> chosen = new LinkedHashMap<>(file == null ? Map.of() : OptionsFile.read(file));
        List<String> problems = new ArrayList<>();
        flags.keySet().stream()
                .filter(properties::containsKey)
                .forEach(key -> problems.add(key + " is given twice: by a flag and by -D"));
        chosen.putAll(properties);
        chosen.putAll(flags);
        chosen.keySet().stream()
                .filter(key -> !key.startsWith(Options.PREFIX) && !FLINK.contains(key.split("\\.", 2)[0]))
                .forEach(key -> problems.add(OptionKeys.unknown(key)));
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        Configuration merged = new Configuration(flink);
        chosen.forEach(merged::setString);
        return merged;
    }
}
