package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.CommandOptions;
import dev.hotshard.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents and the code agree about options. */
class OptionsDocTest {

    /** Keys in a text, except where a file name, a placeholder or a wildcard follows. */
    private static final Pattern KEY = Pattern.compile("(?<![\\w./-])hotshard\\.(?!jar\\b)[a-z]+[a-z.-]*[a-z]");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"));
                Stream<Path> k8s = Files.list(Path.of("k8s"))) {
            return Stream.of(Stream.of(Path.of("README.md")), docs, k8s)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*\\.(md|yaml)"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void shouldListEveryOption() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/options.md")).stream()
                .filter(line -> line.startsWith("| `hotshard."))
                .toList();
        List<String> expected = Options.ALL.stream().map(OptionsDocTest::row).toList();

        assertThat(rows)
                .as("rows of the table in docs/options.md; they should be%n%s", String.join("\n", expected))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldMentionOnlyOptionsThatExist(Path document) throws IOException {
        List<String> known = Options.ALL.stream().map(ConfigOption::key).toList();

        assertThat(KEY.matcher(Files.readString(document)).results().map(MatchResult::group))
                .as("options named in %s", document)
                .allMatch(key -> known.contains(key) || key.startsWith(Options.KAFKA_PROPERTIES.key() + "."));
    }

    private static String row(ConfigOption<?> option) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        option.key(),
                        text(option.defaultValue()),
                        new HtmlFormatter().format(option.description()),
                        CommandOptions.commands(option));
    }

    private static String text(Object value) {
        if (value == null || value instanceof Map<?, ?> map && map.isEmpty()) {
            return "-";
        }
        if (value instanceof Duration duration) {
            return duration.toMinutesPart() == 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
        }
        return value.toString();
    }
}
