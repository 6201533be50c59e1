package dev.hotshard.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.YamlParserUtils;

/** Merges options from the command line, a file and Flink's configuration, in this order of precedence. */
public final class ConfigurationLayers {

    /** The first words of Flink's own keys; a key with another one is a slip. */
    private static final Set<String> FLINK = Set.of(
            "akka",
            "allow",
            "blob",
            "blocklist",
            "classloader",
            "client",
            "cluster",
            "compiler",
            "containerized",
            "env",
            "execution",
            "external-resources",
            "fs",
            "gcs",
            "gs",
            "heartbeat",
            "high-availability",
            "historyserver",
            "io",
            "jmx",
            "job-event",
            "job-manager",
            "jobmanager",
            "jobstore",
            "kubernetes",
            "metrics",
            "mesos",
            "oss",
            "parallelism",
            "pekko",
            "pipeline",
            "plugin",
            "process",
            "python",
            "queryable-state",
            "resourcemanager",
            "rest",
            "restart-strategy",
            "s3",
            "security",
            "slot",
            "slotmanager",
            "state",
            "table",
            "task",
            "taskmanager",
            "traces",
            "user",
            "web",
            "yarn",
            "zookeeper",
            "events",
            "fine-grained",
            "presto",
            "hadoop",
            "dfs",
            "$internal");

    private static final String SNIPPET = "    ";

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
        Map<String, String> chosen = new LinkedHashMap<>(file == null ? Map.of() : read(file));
        List<String> problems = new ArrayList<>();
        flags.keySet().stream()
                .filter(properties::containsKey)
                .forEach(key -> problems.add(key + " is given twice: by a flag and by -D"));
        chosen.putAll(properties);
        chosen.putAll(flags);
        chosen.keySet().stream()
                .filter(key -> !key.startsWith(Options.PREFIX) && !FLINK.contains(key.split("\\.", 2)[0]))
                .forEach(key -> problems.add(Validation.unknown(key)));
        if (!problems.isEmpty()) {
            throw new InvalidOptionsException(problems);
        }
        Configuration merged = new Configuration(flink);
        chosen.forEach(merged::setString);
        return merged;
    }

    private static Map<String, String> read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InvalidOptionsException(List.of("--config: cannot read " + file));
        }
        try {
            Map<String, String> flat = new LinkedHashMap<>();
            flatten("", YamlParserUtils.loadYamlFile(file.toFile()), flat);
            return flat;
        } catch (ClassCastException e) {
            throw notOptions(file, "expected keys and values");
        } catch (Exception e) {
            throw notOptions(file, problem(e));
        }
    }

    private static InvalidOptionsException notOptions(Path file, String why) {
        return new InvalidOptionsException(List.of("--config: " + file + " is not a YAML file of options: " + why));
    }

    /** The parser's message without the line that it repeats, indented, since that may hold a password. */
    private static String problem(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.startsWith(SNIPPET))
                .map(line -> line.strip().replaceAll(":$", ""))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void flatten(String prefix, Map<?, ?> nested, Map<String, String> flat) {
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + key + ".", inner, flat);
            } else if (value != null && flat.put(prefix + key, value.toString()) != null) {
                throw new IllegalArgumentException("found duplicate key " + prefix + key);
            }
        });
    }
}
