package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotshard.testkit.generate.Events;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands treat inputs with unexpected content. */
class InputContentCommandTest {

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void nameOutput() {
        out = folder.resolve("results");
    }

    @Test
    void shouldReadBatchesOfARestore() throws IOException {
        String hot = IntStream.range(0, 5)
                .mapToObj(i ->
                        new String(Events.rewritten(Events.value("id " + i)).value(), UTF_8))
                .collect(Collectors.joining("\n"));
        Path restored = folder.resolve("restored");
        assertThat(CommandRun.of("restore", "--batches", "--out", restored.toString(), file("hot", hot.getBytes(UTF_8)))
                        .exit())
                .isZero();

        CommandRun run = CommandRun.of(
                "detect",
                "--out",
                out.toString(),
                restored.resolve("batch-00001.json").toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(Files.readAllLines(out.resolve("events.ndjson")))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(restored.resolve("restored.ndjson")))
                .hasSize(5);
    }

    @Test
    void shouldNameAnUnsupportedFormatBeforeOutputIsCreated() throws IOException {
        String wide = file("wide.ndjson", Events.value("a").getBytes(UTF_16LE));
        String why = "cannot read " + wide + ": it is text in UTF-16LE; convert it: iconv -f UTF-16LE -t UTF-8 < "
                + wide + " | ./hotshard ... -\n";

        for (String command : List.of("detect", "restore", "breakdown")) {
            CommandRun run = command.equals("breakdown")
                    ? CommandRun.of(command, wide)
                    : CommandRun.of(command, "--out", out.toString(), wide);

            assertThat(run).isEqualTo(new CommandRun(1, "", "hotshard " + command + ": " + why));
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void shouldNameAnUnsupportedFormatOnStandardInput() {
        CommandRun run = CommandRun.reading("{\n  \"event\": \"e\"\n}\n", "detect", "--out", out.toString(), "-");

        assertThat(run)
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "hotshard detect: cannot read standard input: it is JSON with objects over several lines;"
                                + " convert it: jq -c . | ./hotshard ... -\n"));
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldNameFilesWithoutAnEvent() throws IOException {
        String events = file("events", Events.value("a").getBytes(UTF_8));
        String others = file("others", "{\"message\":{\"event\":\"e\"}}\nno\n".getBytes(UTF_8));
        String nothing = file("nothing", new byte[0]);

        CommandRun run = CommandRun.of("breakdown", events, others, nothing);

        assertThat(run.err())
                .contains(
                        "warning: " + others
                                + " holds no event: none of its 2 lines is a JSON object with 'event' and "
                                + "'properties'\n",
                        "warning: " + nothing + " holds no event: it is empty\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void shouldNameAByteOrderMark() throws IOException {
        String marked = file("marked", ("\ufeff" + Events.value("a") + "\n" + Events.value("b")).getBytes(UTF_8));

        CommandRun run = CommandRun.of("detect", "--out", out.toString(), marked);

        assertThat(run.err())
                .isEqualTo("warning: " + marked
                        + " begins with a byte order mark, which makes its first line a dead letter; "
                        + "tail -c +4 removes it\n");
        assertThat(run.out()).contains("dead letters             1  (MALFORMED_JSON 1)");
    }

    @Test
    void shouldReadAPipeOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "skipped: no mkfifo");
        Thread writer = new Thread(() -> feed(pipe));
        writer.start();

        CommandRun run = CommandRun.of("detect", "--out", out.toString(), pipe.toString());

        writer.join();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("events                 100\n");
    }

    private static void feed(Path pipe) {
        byte[] events = (Events.value("a") + "\n").repeat(100).getBytes(UTF_8);
        try (InputStream in = new ByteArrayInputStream(events);
                var to = Files.newOutputStream(pipe)) {
            in.transferTo(to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }
}
