package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The failures of the command {@code restore}, and what they leave behind. */
class RestoreFailuresITCase extends RestoreCommandFixture {

    @Test
    void shouldNeverOverwriteResults() throws IOException {
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
    void shouldLeaveNothingAfterTruncatedInput() throws IOException {
        String events =
                IntStream.range(0, 10_000).mapToObj(i -> repeated("id " + i, 1)).collect(Collectors.joining());
        String cut = truncated(events);

        assertFailed(restore("--batches", cut), "cannot read " + cut + ": it ends too early");
        assertNoOutput();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameInputAndTableThatCannotBeRead() throws IOException {
        String good = file("good", repeated("a", 1));
        assertFailed(restore("", good, "absent.ndjson"), "no such file: absent.ndjson");
        assertFailed(restore("", folder.toString()), "a folder, not a file: " + folder);
        assertFailed(restore("", "-", "-"), "standard input (-) can be read only once");
        assertFailed(restore("--id-map absent.csv", good), "cannot read absent.csv: no such file");
        assertFailed(restore("--id-map " + folder, good), "cannot read " + folder + ": Is a directory");
        assertNoOutput();
    }

    @Test
    void shouldNameTheLineOfAnInvalidTable() throws IOException {
        String good = file("good", repeated("a", 1));
        String header = file("header.csv", "a,b\n");
        String line = file("line.csv", "old,new\na,b\nc\n");

        assertFailed(restore("--id-map " + header, good), header + ", line 1: expected the header old,new");
        assertFailed(restore("--id-map " + line, good), line + ", line 3: expected two ids, neither empty");
        assertFailed(restore("--dry-run --id-map " + line, good), line + ", line 3: expected two ids, neither empty");
        assertNoOutput();
    }
}
