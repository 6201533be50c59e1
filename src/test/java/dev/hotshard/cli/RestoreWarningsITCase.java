package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command {@code restore} as a user sees it: warnings, dry runs, batches and failures. */
class RestoreWarningsITCase extends RestoreCommandFixture {

    private static final String WARNING = """
            warning: %s restored ids and dates have, or may have, more than 3 events and would become hot again if \
            a job counted them:
            %s  A job with hotshard.trust-restored passes records with the header hotshard-restored without counting \
            them.
            """;

    @Test
    void idsAboveTheThresholdCauseAWarningAndThoseAtItDoNot() throws IOException {
        CommandRun run = restore("--threshold 3", file("in", repeated("a", 4) + repeated("b", 3)));

        assertThat(run.err()).isEqualTo(WARNING.formatted("1", "  2021-04-18  %-34s %,13d\n".formatted("a", 4)));
        assertThat(run.exit()).isZero();
        assertThat(lines("restored.ndjson")).hasSize(7);
    }

    @Test
    void datesAreThoseOfTheZone() throws IOException {
        // 03:27Z and 15:27Z of one date in UTC are two dates in Los Angeles.
        String input = file("in", repeated("a", 2) + repeated("a", 2).replace("1618716477", "1618759677"));

        assertThat(restore("--threshold 3", input).err()).startsWith("warning: 1 restored ids and dates");
        out = folder.resolve("elsewhere");
        assertThat(restore("--threshold 3 --timezone America/Los_Angeles", input)
                        .err())
                .isEmpty();
    }

    @Test
    void noThresholdCausesNoWarning() throws IOException {
        assertThat(restore("", file("in", repeated("a", 10))).err()).isEmpty();
    }

    @Test
    void jsonReportHasTheThreshold() throws IOException {
        JsonNode report = json(restore("--json -n 3", file("in", repeated("a", 4) + repeated("b", 3)))
                .out());

        assertThat(report.get("aboveThreshold").toString())
                .isEqualTo("[{\"project\":\"p1\",\"distinctId\":\"a\",\"eventDate\":\"2021-04-18\",\"count\":4,"
                        + "\"atMost\":4}]");
    }

    @Test
    void jsonReportIsPlainAscii() throws IOException {
        String line = repeated("a", 1).replace("\"a\"", "\"\\ud800 日\\u202e\"");

        CommandRun run = restore("--json", file("in", line));

        assertThat(run.out()).matches("[ -~]*\n").contains("\"distinctId\":\"\\uD800 \\u65E5\\u202E\"");
    }

    /** A script that waits for the results must find the warnings printed by then. */
    @Test
    void warningsArePrintedBeforeTheResults() throws IOException {
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
    void dryRunShowsThreeExamplesAndWritesNothing() throws IOException {
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
    void dryRunNeedsNoFolder() throws IOException {
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
    void batchesRepeatTheRestoredEvents() throws IOException {
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
    void nothingToRestoreCausesAWarning() throws IOException {
        assertThat(CommandRun.of("restore", "--dry-run", file("cold", event("a", 1) + "\n" + event("b", 1)))
                        .err())
                .isEqualTo("warning: nothing to restore: none of the 2 records is a rewritten event that can be "
                        + "restored\n");
        assertThat(restore("--distinct-id nobody", file("hot", repeated("a", 3)))
                        .err())
                .isEqualTo("warning: nothing to restore: none of the rewritten events among 3 records was chosen\n");
    }

    @Test
    void eventsThatAnImportWouldRefuseCauseAWarning() throws IOException {
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

    @Test
    void resultsAreNeverOverwritten() throws IOException {
        String input = file("in", repeated("a", 1));
        assertThat(restore("", input).exit()).isZero();
        List<String> before = lines("restored.ndjson");

        assertFailed(
                restore("--distinct-id nobody", input),
                "the output folder is not empty: " + out
                        + " holds dead-letters.ndjson, left.ndjson, restored.ndjson; empty it, or choose another");
        assertThat(lines("restored.ndjson")).isEqualTo(before);
    }

    @Test
    void truncatedInputLeavesNothingBehind() throws IOException {
        String events =
                IntStream.range(0, 10_000).mapToObj(i -> repeated("id " + i, 1)).collect(Collectors.joining());
        byte[] bytes = Files.readAllBytes(Path.of(zipped("whole.gz", events)));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length - 100));

        assertFailed(restore("--batches", cut.toString()), "cannot read " + cut + ": it ends too early");
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void inputAndTableThatCannotBeReadAreNamed() throws IOException {
        String good = file("good", repeated("a", 1));
        assertFailed(restore("", good, "absent.ndjson"), "no such file: absent.ndjson");
        assertFailed(restore("", folder.toString()), "a folder, not a file: " + folder);
        assertFailed(restore("", "-", "-"), "standard input (-) can be read only once");
        assertFailed(restore("--id-map absent.csv", good), "cannot read absent.csv: no such file");
        assertFailed(restore("--id-map " + folder, good), "cannot read " + folder + ": Is a directory");
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void invalidTableIsNamedWithTheLine() throws IOException {
        String good = file("good", repeated("a", 1));
        String header = file("header.csv", "a,b\n");
        String line = file("line.csv", "old,new\na,b\nc\n");

        assertFailed(restore("--id-map " + header, good), header + ", line 1: expected the header old,new");
        assertFailed(restore("--id-map " + line, good), line + ", line 3: expected two ids, neither empty");
        assertFailed(restore("--dry-run --id-map " + line, good), line + ", line 3: expected two ids, neither empty");
        assertThat(out.getParent()).doesNotExist();
    }

    /** {@code times} lines with an event of this id. */
    private static String repeated(String distinctId, int times) {
        return (rewritten(distinctId, 0) + "\n").repeat(times);
    }

    /** A line with an event that has additional properties. */
    private static String with(String properties) {
        return rewritten("a", 0).replace("\"token\"", properties + ",\"token\"") + "\n";
    }
}
