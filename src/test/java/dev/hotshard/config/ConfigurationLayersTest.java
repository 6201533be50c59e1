package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLayersTest {

    private static final Map<String, String> NONE = Map.of();
    private static final String KEY = "hotshard.threshold";

    @TempDir
    private Path folder;

    private final Configuration flink = new Configuration();

    @Test
    void shouldPreferFlagsToFilesToFlink() throws IOException {
        flink.setString(KEY, "1");
        assertThat(merged(null, NONE, NONE)).containsEntry(KEY, "1");

        Path file = file(KEY + ": 2");
        assertThat(merged(file, NONE, NONE)).containsEntry(KEY, "2");
        assertThat(merged(file, Map.of(KEY, "3"), NONE)).containsEntry(KEY, "3");
        assertThat(merged(file, NONE, Map.of(KEY, "4"))).containsEntry(KEY, "4");
    }

    @Test
    void shouldNotChangeFlinksConfiguration() {
        flink.setString(KEY, "1");
        merged(null, Map.of(KEY, "2", "parallelism.default", "3"), NONE);

        assertThat(flink.toMap()).isEqualTo(Map.of(KEY, "1"));
    }

    @Test
    void shouldRefuseAnOptionGivenByFlagAndByProperty() {
        assertThatThrownBy(() -> merged(null, Map.of(KEY, "1", "hotshard.hash-secret", "x"), Map.of(KEY, "1")))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage(KEY + " is given twice: by a flag and by -D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hotshard.kafka.properties.linger.ms: 7\nhotshard.hash-secret: a b\nparallelism.default: 2",
                "hotshard:\n  kafka:\n    properties:\n      linger.ms: 7\n  hash-secret: a b\nparallelism:\n  "
                        + "default: 2",
                "hotshard:\n  kafka.properties:\n    linger:\n      ms: '7'\n  hash-secret: \"a "
                        + "b\"\nparallelism.default: \"2\"\n"
            })
    void shouldReadFlatAndNestedFiles(String yaml) throws IOException {
        assertThat(merged(file(yaml), NONE, NONE))
                .isEqualTo(Map.of(
                        "hotshard.kafka.properties.linger.ms",
                        "7",
                        "hotshard.hash-secret",
                        "a b",
                        "parallelism.default",
                        "2"));
    }

    @Test
    void shouldReadEmptyFilesAndOptionsWithoutAValue() throws IOException {
        assertThat(merged(file(""), NONE, NONE)).isEmpty();
        assertThat(merged(file("# nothing\n" + KEY + ":\n"), NONE, NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [ | while parsing a flow node in reader, line 1, column 5 expected the node content, but "
                        + "found '<stream end>' "
                        + "in reader, line 1, column 5",
                "'hotshard.hash-secret: \"swordfish\nx' | while scanning a quoted scalar in reader, line 1, "
                        + "column 23 found unexpected end of stream in reader, line 2, column 2",
                "- a | expected keys and values",
                "text | expected keys and values",
                "{a: 1, b: 2, a: 3} | while constructing a mapping in reader, line 1, column 1 found duplicate "
                        + "key a in reader, line 1, column 14",
                "{a.b: 1, a: {b: 2}} | found duplicate key a.b"
            })
    void shouldRefuseFilesThatHoldNoOptions(String yaml, String why) throws IOException {
        Path file = file(yaml);

        assertThatThrownBy(() -> merged(file, NONE, NONE))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage("--config: " + file + " is not a YAML file of options: " + why);
    }

    @Test
    void shouldRefuseFilesThatCannotBeRead() {
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> merged(absent, NONE, NONE)).hasMessage("--config: cannot read " + absent);
        assertThatThrownBy(() -> merged(folder, NONE, NONE)).hasMessage("--config: cannot read " + folder);
    }

    @Test
    void shouldRefuseUnknownKeys() throws IOException {
        Path file = file("hotshrad.threshold: 1\nhotshard: 2\n");

        assertThatThrownBy(() -> merged(file, Map.of("treshold", "1", "pipeline.name", "x"), NONE))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage("""
                        unknown option hotshrad.threshold: did you mean hotshard.threshold?
                        unknown option hotshard
                        unknown option treshold""");
    }

    private Map<String, String> merged(Path file, Map<String, String> properties, Map<String, String> flags) {
        return ConfigurationLayers.merge(flink, file, properties, flags).toMap();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("options.yaml"), yaml);
    }
}
