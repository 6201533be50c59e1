package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

/** The input and output files of a command. */
abstract class FileCommandFixture {

    @TempDir
    Path folder;

    /** The output folder; two of its parents do not exist either. */
    Path out;

    @BeforeEach
    void nameOutput() {
        out = folder.resolve("100% of/results/today");
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** A gzip file with one member for each text. */
    String zipped(String name, String... members) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream bytes = Files.newOutputStream(file)) {
            for (String member : members) {
                GZIPOutputStream zip = new GZIPOutputStream(bytes);
                zip.write(member.getBytes(UTF_8));
                zip.finish();
            }
        }
        return file.toString();
    }

    /** A gzip file that lacks its last bytes. */
    String truncated(String text) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(zipped("whole.gz", text)));
        return Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 100))
                .toString();
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    List<String> lines(String name) throws IOException {
        return Files.readAllLines(out.resolve(name));
    }

    void assertNoOutput() {
        assertThat(folder.resolve("100% of")).doesNotExist();
    }

    static void assertFailed(String command, CommandRun run, String message) {
        assertThat(run.err()).isEqualTo("hotshard " + command + ": " + message + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }

    static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    static String event(String distinctId, int number) {
        return Events.value(distinctId).replace("Signed up", "event " + number);
    }
}
