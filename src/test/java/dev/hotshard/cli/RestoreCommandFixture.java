package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.HotEvent;
import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The input and output files of a restore. */
abstract class RestoreCommandFixture {

    @TempDir
    Path folder;

    Path out;

    @BeforeEach
    void nameOutput() {
        out = folder.resolve("100% of/today");
    }

    /** Runs a restore into {@link #out} with the given words, separated by spaces. */
    CommandRun restore(String words, String... inputs) {
        Stream<String> choice = words.isEmpty() ? Stream.of() : Arrays.stream(words.split(" "));
        return CommandRun.of(Stream.of(Stream.of("restore", "--out", out.toString()), choice, Stream.of(inputs))
                .flatMap(word -> word)
                .toArray(String[]::new));
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    List<String> lines(String name) throws IOException {
        return Files.readAllLines(out.resolve(name));
    }

    static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }

    static String event(String distinctId, int number) {
        return Events.value(distinctId).replace("Signed up", "event " + number);
    }

    static String rewritten(String distinctId, int number) {
        return rewritten(event(distinctId, number));
    }

    static String rewritten(String original) {
        return new String(HotEvent.rewrite(Events.read(original)), UTF_8);
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    String zipped(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(file))) {
            zip.write(text.getBytes(UTF_8));
        }
        return file.toString();
    }

    static void assertFailed(CommandRun run, String message) {
        assertThat(run.err()).isEqualTo("hotshard restore: " + message + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }
}
