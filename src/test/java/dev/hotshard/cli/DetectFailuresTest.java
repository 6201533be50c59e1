package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The failures of the command {@code detect}, and what they leave behind. */
class DetectFailuresTest extends FileCommandFixture {

    @Test
    void shouldNeverOverwriteResults() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("events.ndjson"), "of yesterday");

        assertFailed(
                CommandRun.of("detect", "--out", out.toString(), file("in", "{}")),
                "the output folder is not empty: " + out + " holds events.ndjson; empty it, or choose another");
        assertThat(files()).containsExactly("events.ndjson");
        assertThat(lines("events.ndjson")).containsExactly("of yesterday");
    }

    @Test
    void shouldLeaveNothingAfterTruncatedInputAndNotRetry() throws IOException {
        String events = IntStream.range(0, 10_000)
                .mapToObj(i -> event("id " + i, i) + "\n")
                .collect(Collectors.joining());
        String cut = truncated(events);

        CommandRun run =
                CommandRun.of("detect", "--out", out.toString(), "-D", "restart-strategy.type=exponential-delay", cut);

        assertFailed(run, "cannot read " + cut + ": it ends too early");
        assertNoOutput();
    }

    @Test
    void shouldNameInputThatCannotBeRead() throws IOException {
        String good = file("good", "{}");
        assertFailed(detect(good, "absent.ndjson"), "no such file: absent.ndjson");
        assertFailed(detect(good, "@good"), "no such file: @good");
        assertFailed(detect(good, folder.toString()), "a folder, not a file: " + folder);
        assertFailed(detect("-", good, "-"), "standard input (-) can be read only once");
        assertNoOutput();
    }

    @Test
    void shouldNameInputWithoutReadPermission() throws IOException {
        Path secret = Path.of(file("secret", "{}"));
        Files.setPosixFilePermissions(secret, Set.of());
        assumeFalse(Files.isReadable(secret), "skipped: this user may read everything, as root may");

        assertFailed(detect(secret.toString()), "not allowed to read " + secret);
    }

    @Test
    void shouldNameOutputThatIsNotAFolder() throws IOException {
        String file = file("file", "x");
        out = Path.of(file);
        assertFailed(detect(file), "not a folder: " + file);
        out = Path.of(file, "below");
        assertFailed(detect(file), "cannot create the output folder " + out + ": " + out + ": Not a directory");
        assertThat(Path.of(file)).hasContent("x");
    }

    private CommandRun detect(String... inputs) {
        return CommandRun.of(Stream.concat(Stream.of("detect", "--out", out.toString()), Stream.of(inputs))
                .toArray(String[]::new));
    }

    private static void assertFailed(CommandRun run, String message) {
        assertFailed("detect", run, message);
    }
}
