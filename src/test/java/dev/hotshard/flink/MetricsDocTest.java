package dev.hotshard.flink;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation and the constants of {@link Metrics} list the same metrics. */
class MetricsDocTest {

    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

    @Test
    void shouldListEveryMetricInTheTable() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/operations.md"));
        int head = lines.indexOf("| metric | meaning |");
        assertThat(head).as("the table of metrics").isNotNegative();

        List<String> rows = lines.subList(head + 2, lines.size()).stream()
                .takeWhile(not(String::isEmpty))
                .map(row -> ROW.matcher(row).replaceFirst("$1"))
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(Metrics.ALL);
    }

    @Test
    void shouldListEveryNamedMetric() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : Metrics.class.getFields()) {
            names.add((String) field.get(null));
        }
        names.remove(Metrics.GROUP);

        assertThat(Metrics.ALL.stream().map(name -> name.replace(".REASON", "")))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void shouldSpellNamesInOnePlace() throws IOException {
        Pattern spelled = Pattern.compile("(?:addGroup|counter|gauge|count)\\(\\s*\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile))
                    .noneMatch(source -> spelled.matcher(read(source)).find());
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
