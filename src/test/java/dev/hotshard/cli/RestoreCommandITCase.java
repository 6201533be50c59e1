package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code restore} as a user sees it: what it reads and writes. */
class RestoreCommandITCase extends RestoreCommandFixture {

    @Test
    void shouldReadInputsAsOneStreamInTheirOrder() throws IOException {
        String plain = file("plain.ndjson", rewritten("a", 1) + "\n \t\n" + event("b", 2) + "\r\n");
        String zipped = zipped("zipped.gz", rewritten("a", 3) + "\nnot json\n" + rewritten("c", 4));

        CommandRun run = CommandRun.reading(
                rewritten("b", 5) + "\n", "restore", plain, zipped, "-", "--out", out.toString(), "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(lines("restored.ndjson"))
                .containsExactly(event("a", 1), event("a", 3), event("c", 4), event("b", 5));
        assertThat(lines("left.ndjson")).containsExactly(event("b", 2));
        assertThat(lines("dead-letters.ndjson")).containsExactly("not json");
        assertThat(files()).containsExactlyInAnyOrder("restored.ndjson", "left.ndjson", "dead-letters.ndjson");
        assertThat(json(run.out()).fieldNames())
                .toIterable()
                .containsExactly(
                        "read",
                        "restored",
                        "left",
                        "notChosen",
                        "notRewritten",
                        "unusable",
                        "deadLetters",
                        "undated",
                        "byIdAndDate",
                        "byIdAndDateError",
                        "seconds");
        assertThat(run.out())
                .startsWith("{\"read\":6,\"restored\":4,\"left\":1,\"notChosen\":0,\"notRewritten\":1,\"unusable\":0,"
                        + "\"deadLetters\":1,\"undated\":0,"
                        + "\"byIdAndDate\":[{\"project\":\"p1\",\"distinctId\":\"a\","
                        + "\"eventDate\":\"2021-04-18\",\"count\":2,\"atMost\":2},")
                .endsWith("}\n");
    }

    @Test
    void shouldPrintAReadableReport() throws IOException {
        String many = IntStream.range(0, 1_200)
                .mapToObj(i -> rewritten("a", i) + "\n")
                .collect(Collectors.joining());
        String others = IntStream.range(10, 21)
                .mapToObj(i -> rewritten("\\u001b[31mred" + i, 1) + "\n")
                .collect(Collectors.joining());
        String left = event("a", 1) + "\n{}\n{\"event\":\"$hotshard_events\"}\n" + rewritten("z", 2) + "\nnonsense\n";
        String undated = rewritten("a", 1).replace(Long.toString(Events.TIME_MILLIS), "null") + "\n";

        CommandRun run =
                restore("--project p1", file("in", many + others + left.replace("p1", "p2") + undated.repeat(2)));

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("""
                read                 1,218
                restored             1,213
                left                     4  \\(not rewritten 2, not chosen 1, unusable 1\\)
                dead letters             1
                without date             2
                seconds        +\\d+\\.\\d\\d

                Restored by id and date
                  2021-04-18  a                                          1,200
                  no date     a                                              2
                  2021-04-18  \\\\u001b\\[31mred10                                1
                (  2021-04-18  \\\\u001b\\[31mred1[1-7]                                1
                ){7}  and 3 more
                """);
    }

    @Test
    void shouldWriteThreeEmptyFilesAndNoBatchForEmptyInput() throws IOException {
        Files.createDirectories(out);
        CommandRun run = CommandRun.of("restore", "-o", out.toString(), "--batches", file("in", ""));

        assertThat(run.err()).contains("in holds no event: it is empty\n");
        assertThat(run.exit()).isZero();
        assertThat(files()).containsExactlyInAnyOrder("restored.ndjson", "left.ndjson", "dead-letters.ndjson");
        assertThat(files()).allMatch(name -> out.resolve(name).toFile().length() == 0);
        assertThat(run.out()).matches("""
                read                     0
                restored                 0
                left                     0
                dead letters             0
                seconds        +\\d+\\.\\d\\d
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--distinct-id a --distinct-id 7 | a1 a2 71",
                "--project= | 71",
                "--until 2021-04-18 | a1 a2 b1 71",
                "--since 2021-04-18 --until 2021-04-18 --distinct-id b | b1",
                "--since 2021-04-17 --until 2021-04-17 --timezone America/Los_Angeles | a1 a2 b1 71",
                "--distinct-id a --event event-2 --project p1 --until 2021-04-18 | a2"
            })
    void shouldRestoreOnlySelectedEvents(String choice, String expected) throws IOException {
        String nextDay = Long.toString(Events.TIME_MILLIS + 86_400_000);
        List<String> originals = List.of(
                        event("a", 1),
                        event("a", 2),
                        event("b", 1),
                        event("b", 2).replace("p1", "p2").replace(Long.toString(Events.TIME_MILLIS), nextDay),
                        event("7", 1).replace("\"7\"", "7").replace("\"p1\"", "null"))
                .stream()
                .map(value -> value.replace("event ", "event-"))
                .toList();
        String input = file(
                "in", originals.stream().map(RestoreCommandFixture::rewritten).collect(Collectors.joining("\n")));

        CommandRun run = restore(choice, input);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        List<String> chosen = originals.stream()
                .filter(value -> Set.of(expected.split(" ")).contains(shortly(value)))
                .toList();
        assertThat(lines("restored.ndjson")).isEqualTo(chosen);
        assertThat(lines("left.ndjson"))
                .isEqualTo(originals.stream()
                        .filter(value -> !chosen.contains(value))
                        .map(RestoreCommandFixture::rewritten)
                        .toList());
        assertThat(run.out()).contains("left         %,13d".formatted(originals.size() - chosen.size()));
    }

    /** The id and number of an event. */
    private static String shortly(String event) {
        return event.replaceFirst(".*event-(.).*distinct_id\":\"?(.).*", "$2$1");
    }

    @Test
    void shouldRestoreAMixpanelExport() throws IOException {
        Path exports = Path.of("src/test/resources/exports");

        CommandRun run = restore(
                "",
                exports.resolve("web.ndjson").toString(),
                exports.resolve("import.ndjson").toString());

        assertThat(run.exit()).isZero();
        assertThat(lines("restored.ndjson"))
                .isEqualTo(Stream.of("web", "import")
                        .flatMap(name ->
                                read(exports.resolve(name + ".restored.ndjson")).lines())
                        .toList());
        assertThat(run.out()).contains("left                     4  (not rewritten 3, unusable 1)\n");
    }

    @Test
    void shouldTakeIdsFromAProperty() throws IOException {
        String with = event("a", 1).replace("{\"time\"", "{\"user\":1e2,\"time\"");
        String without = event("a", 2);

        CommandRun run = restore("--id-from user", file("in", rewritten(with) + "\n" + rewritten(without)));

        assertThat(run.err()).isEmpty();
        assertThat(lines("restored.ndjson")).containsExactly(with.replace("\"a\"", "1e2"), without);
        assertThat(run.out())
                .contains("ids replaced             1\nids kept                 1\n")
                .contains("  1e2  ")
                .contains("  a  ");
    }

    @Test
    void shouldTakeIdsFromATable() throws IOException {
        String table = file("ids.csv", "\ufeffold,new\r\na,\"b, c\"\r\n");

        CommandRun run = restore("--json --id-map " + table, file("in", rewritten("a", 1) + "\n" + rewritten("x", 2)));

        assertThat(run.err()).isEmpty();
        assertThat(lines("restored.ndjson")).containsExactly(event("b, c", 1), event("x", 2));
        assertThat(json(run.out()).get("idsReplaced").intValue()).isEqualTo(1);
        assertThat(json(run.out()).get("idsKept").intValue()).isEqualTo(1);
    }

    @Test
    void shouldDeriveTheSameInsertIdsInEveryRun() throws IOException {
        String input = file("in", rewritten("a", 1) + "\n" + rewritten("a", 2) + "\n" + rewritten("a", 1));
        assertThat(restore("--insert-id derive", input).exit()).isZero();
        List<String> first = lines("restored.ndjson");
        out = folder.resolve("again");
        assertThat(restore("--insert-id derive", input).exit()).isZero();

        assertThat(first)
                .hasSize(3)
                .allMatch(event -> event.matches(".*,\"\\$insert_id\":\"[0-9a-f]{32}\",\"token\":\"p1\"}}"));
        assertThat(first.get(2)).isEqualTo(first.get(0)).isNotEqualTo(first.get(1));
        assertThat(lines("restored.ndjson")).isEqualTo(first);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
