package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/** The documented permissions are those in the table of topic roles. */
class TopicRoleDocTest {

    @Test
    void shouldListEveryRole() throws IOException {
        List<String> expected =
                Arrays.stream(TopicRole.values()).map(TopicRoleDocTest::row).toList();

        assertThat(Files.readAllLines(Path.of("docs/operations.md")).stream()
                        .filter(line -> line.matches("\\| `(run|restore|breakdown)` \\| .*")))
                .as("rows of the table in docs/operations.md; they should be%n%s", String.join("\n", expected))
                .isEqualTo(expected);
    }

    private static String row(TopicRole role) {
        return "| `%s` | `%s` | %s | %s |"
                .formatted(
                        role.command().name().toLowerCase(Locale.ROOT),
                        role.label(),
                        role.kind().operations().stream()
                                .map(operation -> "`" + SecurityUtils.operationName(operation) + "`")
                                .collect(Collectors.joining(", ")),
                        creation(role.kind()));
    }

    private static String creation(TopicKind kind) {
        return switch (kind.creation()) {
            case NEVER -> "never";
            case BROKER_DEFAULTS -> "with the brokers' defaults";
            case LIKE_INPUT -> "like the input";
            case ONE_PARTITION -> "with one partition";
        };
    }
}
