package dev.hotshard.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.YamlParserUtils;

/** Reads options from YAML files, nested or flat. No message repeats a value, since it may be secret. */
final class OptionsFile {

    private static final String SNIPPET = "    ";

    private OptionsFile() {}

    /**
     * Reads a file, with nested keys joined by dots; options without a value are left out.
     *
     * @throws InvalidOptionsException if the file cannot be read, or does not hold options, each once
     */
    static Map<String, String> read(Path file) {
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
