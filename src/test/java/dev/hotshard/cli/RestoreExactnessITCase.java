package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceEvent;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import dev.hotshard.testkit.reference.ReferenceReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Detects and restores a long file of hostile lines. The output equals the input byte for byte, in any order.
 */
class RestoreExactnessITCase {

    private static final int LINES = 40_000;
    private static final ReferenceReader REFERENCE =
            new ReferenceReader(ReferenceDetector.keySpec(ZoneOffset.UTC), ReferenceDetector.MAX_EVENT_BYTES, () -> 0);

    @TempDir
    private static Path folder;

    private static Map<String, Integer> expected;
    private static Path events;
    private static List<String> deadLetters;
    private static int rewritten;

    @BeforeAll
    static void detect() throws IOException {
        SplittableRandom random = Seed.random(RestoreExactnessITCase.class);
        HostileJson json = new HostileJson(random, "token");
        Path input = folder.resolve("in.gz");
        // The first line determines the format of the file.
        List<String> lines = new ArrayList<>(List.of("{}"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(input))) {
            out.write("{}\n".getBytes(ISO_8859_1));
            for (int i = 0; i < LINES; i++) {
                String text = text(random.nextInt(50) == 0 ? new byte[0] : json.next());
                // White space may include line ends, so one value may span several lines.
                if (Arrays.stream(text.split("\n")).noneMatch(RestoreExactnessITCase::isRewritten)) {
                    lines.addAll(Arrays.asList(text.split("\n")));
                    out.write((text + (random.nextInt(5) == 0 ? "\r\n" : "\n")).getBytes(ISO_8859_1));
                }
            }
        }
        expected = count(lines.stream());
        Path out = folder.resolve("detected");
        CommandRun run =
                CommandRun.of("detect", "--out", out.toString(), "--threshold", "5", "--json", input.toString());
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("warning: ")
                .contains("have no usable time");
        rewritten = json(run).get("rewritten").intValue();
        assertThat(rewritten).isGreaterThan(LINES / 20);
        events = out.resolve("events.ndjson");
        deadLetters = lines(out, "dead-letters.ndjson");
    }

    @Test
    void shouldAddUpToTheInput() throws IOException {
        assertRestored(events, "plain");
    }

    @Test
    void shouldRestoreCompressedEvents() throws IOException {
        Path zipped = folder.resolve("events.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(events, out);
        }
        assertRestored(zipped, "zipped");
    }

    private static void assertRestored(Path input, String name) throws IOException {
        Path out = folder.resolve(name);

        CommandRun run = CommandRun.of("restore", "--out", out.toString(), "--json", input.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        JsonNode report = json(run);
        List<String> restored = lines(out, "restored.ndjson");
        List<String> left = lines(out, "left.ndjson");
        List<String> restoresDeadLetters = lines(out, "dead-letters.ndjson");
        Map<String, Integer> actual = count(
                Stream.of(restored, left, restoresDeadLetters, deadLetters).flatMap(List::stream));
        // Compares differences, because nobody can read a hundred thousand lines.
        assertThat(difference(expected, actual)).as("lost").isEmpty();
        assertThat(difference(actual, expected)).as("made up").isEmpty();
        assertThat(restored).hasSize(rewritten);
        assertThat(report.get("restored").intValue()).isEqualTo(restored.size());
        assertThat(report.get("left").intValue()).isEqualTo(left.size());
        assertThat(report.get("deadLetters").intValue())
                .isEqualTo(restoresDeadLetters.size())
                .isZero();
        assertThat(report.get("read").intValue()).isEqualTo(restored.size() + left.size());
        assertThat(report.get("byIdAndDate").findValues("count").stream()
                        .mapToInt(JsonNode::intValue)
                        .sum())
                .isEqualTo(restored.size());
    }

    private static boolean isRewritten(String line) {
        byte[] value = line.getBytes(ISO_8859_1);
        ReferenceEvent event = REFERENCE.read(new SourceRecord(null, value, Headers.NONE, 0, 0, 0));
        return event.reason() == null
                && new String(JsonText.bytes(value, event.members().event()), ISO_8859_1).equals("$hotshard_events");
    }

    private static Map<String, Integer> count(Stream<String> lines) {
        return ReferenceOutcome.multiset(lines.map(line -> line.replaceFirst("\r+\\z", ""))
                .filter(line -> !line.matches("[ \t\r]*"))
                .toList());
    }

    /** Lines that occur more often in one list than in the other. */
    private static List<String> difference(Map<String, Integer> one, Map<String, Integer> other) {
        return one.entrySet().stream()
                .filter(line -> line.getValue() > other.getOrDefault(line.getKey(), 0))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> lines(Path folder, String name) throws IOException {
        String text = text(Files.readAllBytes(folder.resolve(name)));
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return JsonMapper.builder().build().readTree(run.out());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
