package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command {@code restore} as a user sees it: warnings, dry runs and batches. */
class RestoreWarningsITCase extends RestoreCommandFixture {

    private static final String WARNING = """
            warning: %s restored ids and dates have, or may have, more than 3 events and would become hot again if \
            a job counted them:
            %s  A job with hotshard.trust-restored passes records with the header hotshard-restored without counting \
            them.
            """;

    @Test
    void shouldWarnOfIdsAboveTheThresholdOnly() throws IOException {
        CommandRun run = restore("--threshold 3", file("in", repeated("a", 4) + repeated("b", 3)));

        assertThat(run.err()).isEqualTo(WARNING.formatted("1", "  2021-04-18  %-34s %,13d\n".formatted("a", 4)));
        assertThat(run.exit()).isZero();
        assertThat(lines("restored.ndjson")).hasSize(7);
    }

    @Test
    void shouldDateByTheTimeZone() throws IOException {
        // 03:27Z and 15:27Z of one date in UTC are two dates in Los Angeles.
        String input = file("in", repeated("a", 2) + repeated("a", 2).replace("1618716477", "1618759677"));

        assertThat(restore("--threshold 3", input).err()).startsWith("warning: 1 restored ids and dates");
        out = folder.resolve("elsewhere");
        assertThat(restore("--threshold 3 --timezone America/Los_Angeles", input)
                        .err())
                .isEmpty();
    }

    @Test
    void shouldNotWarnWithoutAThreshold() throws IOException {
        assertThat(restore("", file("in", repeated("a", 10))).err()).isEmpty();
    }

    @Test
    void shouldListIdsAboveTheThresholdInJson() throws IOException {
        JsonNode report = json(restore("--json -n 3", file("in", repeated("a", 4) + repeated("b", 3)))
                .out());

        assertThat(report.get("aboveThreshold").toString())
                .isEqualTo("[{\"project\":\"p1\",\"distinctId\":\"a\",\"eventDate\":\"2021-04-18\",\"count\":4,"
                        + "\"atMost\":4}]");
    }

    @Test
    void shouldWriteJsonInAscii() throws IOException {
        String line = repeated("a", 1).replace("\"a\"", "\"\\ud800 日\\u202e\"");

        CommandRun run = restore("--json", file("in", line));

        assertThat(run.out()).matches("[ -~]*\n").contains("\"distinctId\":\"\\uD800 \\u65E5\\u202E\"");
    }

    /** A script that waits for the results must find the warnings printed by then. */
    @Test
    void shouldWarnBeforeResultsAppear() throws IOException {
        String input = file("in", repeated("a", 4));
        List<Boolean> there = new ArrayList<>();
        PrintStream err = System.err;
        OutputStream watch = new OutputStream() {
            @Override
            public void write(int b) {
                there.add(Files.exists(out.resolve("restored.ndjson")));
            }
        };
        int exit;
        try {
            System.setErr(new PrintStream(watch, true));
            exit = Main.run(new Main(), new String[] {"restore", "--threshold", "3", "--out", out.toString(), input});
        } finally {
            System.setErr(err);
        }

        assertThat(exit).isZero();
        assertThat(there).isNotEmpty().containsOnly(false);
        assertThat(files()).contains("restored.ndjson");
    }

    @Test
    void shouldShowThreeExamplesInADryRunAndWriteNothing() throws IOException {
        String input = file(
                "in",
                IntStream.range(0, 5)
                        .mapToObj(i -> repeated("id " + i, i))
                        .collect(Collectors.joining("", "{}\n", "no\n")));

        CommandRun run = restore("--dry-run --batches --threshold 3", input);

        assertThat(run.exit()).isZero();
        assertThat(folder)
                .isDirectoryContaining(path -> path.toString().equals(input))
                .isDirectoryNotContaining(path -> !path.toString().equals(input));
        assertThat(run.err()).startsWith("warning: 1 restored ids and dates");
        String example = "\nbefore %s\nafter  %s\n";
        assertThat(run.out())
                .startsWith("""
                Nothing is written; this is what would be done.

                read                    12
                restored                10
                left                     1  (not rewritten 1)
                dead letters             1
                """)
                .endsWith(Stream.of(1, 2, 2)
                        .map(i -> example.formatted(repeated("id " + i, 1).trim(), event("id " + i, 0)))
                        .collect(Collectors.joining()));
    }

    @Test
    void shouldNeedNoFolderForADryRun() throws IOException {
        CommandRun run = CommandRun.of("restore", "--dry-run", "--json", file("in", repeated("a", 1)));

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(json(run.out()).get("examples").get(0).get("before").textValue())
                .isEqualTo(repeated("a", 1).trim());
        assertThat(json(run.out()).get("examples").get(0).get("after").textValue())
                .isEqualTo(event("a", 0));
        assertThat(json(run.out()).get("examples")).hasSize(1);
    }

    @Test
    void shouldRepeatTheRestoredEventsInBatches() throws IOException {
        out = folder.resolve("50% or batch-.partial");
        CommandRun run = restore("--batches", file("in", repeated("a", 2_001) + event("x", 1)));

        assertThat(run.err()).isEmpty();
        assertThat(files())
                .containsExactly(
                        "batch-00001.json",
                        "batch-00002.json",
                        "dead-letters.ndjson",
                        "left.ndjson",
                        "restored.ndjson");
        assertThat(lines("batch-00001.json"))
                .containsExactly("[" + String.join(",", lines("restored.ndjson").subList(0, 2_000)) + "]");
        assertThat(lines("batch-00002.json")).containsExactly("[" + event("a", 0) + "]");
    }

    @Test
    void shouldWarnIfThereIsNothingToRestore() throws IOException {
        assertThat(CommandRun.of("restore", "--dry-run", file("cold", event("a", 1) + "\n" + event("b", 1)))
                        .err())
                .isEqualTo("warning: nothing to restore: none of the 2 records is a rewritten event that can be "
                        + "restored\n");
        assertThat(restore("--distinct-id nobody", file("hot", repeated("a", 3)))
                        .err())
                .isEqualTo("warning: nothing to restore: none of the rewritten events among 3 records was chosen\n");
    }

    @Test
    void shouldWarnOfEventsThatAnImportWouldRefuse() throws IOException {
        String more =
                IntStream.range(0, 253).mapToObj(i -> "\"%d\":0".formatted(i)).collect(Collectors.joining(","));
        String input = file(
                "in",
                with(more)
                        + with("\"x\":\"" + "x".repeat(1_000_000) + "\"")
                        + with("\"x\":\"" + "x".repeat(2_000_000) + "\""));

        CommandRun run = restore("--batches", input);

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEqualTo("""
                warning: 2 events are larger than 1 MB, which an import refuses
                warning: 1 events have more than 255 properties, which an import refuses
                warning: 1 of these are each larger than a whole batch and are only in restored.ndjson
                """);
        assertThat(lines("restored.ndjson")).hasSize(3);
        assertThat(json(Files.readString(out.resolve("batch-00001.json")))).hasSize(2);
        out = folder.resolve("without");
        assertThat(restore("", input).err()).as("nobody imports").isEmpty();
    }

    /** A line with an event that has additional properties. */
    private static String with(String properties) {
        return rewritten("a", 0).replace("\"token\"", properties + ",\"token\"") + "\n";
    }
}
