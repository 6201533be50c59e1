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

/**
 * Brings together options from the command line, a file and Flink's configuration, in this order of
 * precedence.
 */
public final class ConfigurationLayers {

    /** What Flink's own keys begin with; anything else is a slip. */
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
     * Merges.
     *
     * @param flink Flink's configuration, which is not changed
     * @param file a YAML file, nested or flat, or null
     * @param properties options given as key=value
     * @param flags options given by flags of their own
     * @throws InvalidOptionsException if the file cannot be read, a key is no option, or one is given twice
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
            throw noOptions(file, "expected keys and values");
        } catch (Exception e) {
            throw noOptions(file, problem(e));
        }
    }

    private static InvalidOptionsException noOptions(Path file, String why) {
        return new InvalidOptionsException(List.of("--config: " + file + " is no YAML file of options: " + why));
    }

    /** What is wrong, and where. The parser also repeats the line, indented, which may hold a password. */
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
