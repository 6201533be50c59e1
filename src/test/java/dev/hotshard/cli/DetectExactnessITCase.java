package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.Headers;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.Uncounted;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceEvent.Key;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Detects a long file of hostile lines and compares the results with the contract, byte for byte. */
class DetectExactnessITCase {

    private static final int LINES = 60_000;
    private static final int THRESHOLD = 5;
    /**
     * A zone where it is about noon, so that all lines without a date get the same one while the test runs.
     */
    private static final ZoneId ZONE =
            ZoneOffset.ofHours(12 - LocalTime.now(ZoneOffset.UTC).getHour());

    @TempDir
    private static Path folder;

    private static Path input;
    private static ReferenceOutcome expected;

    /** The compared members of an alert; long event names are cut. */
    private record FoundAlert(Key key, long count, String eventName) {
        FoundAlert {
            eventName = eventName.substring(0, Math.min(250, eventName.length()));
        }
    }

    @BeforeAll
    static void makeInput() throws IOException {
        SplittableRandom random = Seed.random(DetectExactnessITCase.class);
        HostileJson json = new HostileJson(random, "token");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        // The first line determines the format of the file.
        text.writeBytes("{}\n".getBytes(ISO_8859_1));
        for (int i = 0; i < LINES; i++) {
            text.writeBytes(json.next());
            text.writeBytes((random.nextInt(5) == 0 ? "\r\n" : "\n").getBytes(ISO_8859_1));
        }
        input = Files.write(folder.resolve("in"), text.toByteArray());
        List<SourceRecord> records = Arrays.stream(text.toString(ISO_8859_1).split("\n"))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .filter(line -> !line.matches("[ \t\r]*"))
                .map(line -> new SourceRecord(
                        null, line.getBytes(ISO_8859_1), Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0))
                .toList();
        KeySpec spec = new KeySpec(ZONE, "token", "hotshard");
        expected = new ReferenceDetector(
                        spec, ReferenceDetector.MAX_EVENT_BYTES, record -> true, System::currentTimeMillis)
                .run(records, THRESHOLD);
        assertThat(records).hasSizeGreaterThan(LINES * 9 / 10);
        assertThat(expected.alerts()).hasSizeGreaterThan(100);
    }

    @AfterAll
    static void forget() {
        expected = null;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldHaveTheResultsOfTheContractAtAnyParallelism(int parallelism) throws IOException {
        Path out = folder.resolve("at-" + parallelism);

        CommandRun run = CommandRun.of(
                "detect",
                "--out",
                out.toString(),
                "--threshold",
                Integer.toString(THRESHOLD),
                "--timezone",
                ZONE.getId(),
                "--parallelism",
                Integer.toString(parallelism),
                "--json",
                input.toString());

        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("warning: ")
                .contains("have no usable time");
        assertThat(run.exit()).isZero();
        assertThat(count(lines(out.resolve("events.ndjson")))).isEqualTo(count(events()));
        assertThat(count(lines(out.resolve("dead-letters.ndjson")))).isEqualTo(count(deadLetters()));
        assertThat(count(told(out, "OPENED").map(DetectExactnessITCase::alert))).isEqualTo(count(alerts()));
        assertThat(told(out, "TOTAL")
                        .mapToLong(total -> total.get("rewritten").longValue())
                        .sum())
                .isEqualTo(expected.rewritten().size());
        assertThat(told(out, "TOTAL").map(DetectExactnessITCase::key))
                .containsExactlyInAnyOrderElementsOf(expected.alerts().keySet());
        JsonNode summary = JsonMapper.builder().build().readTree(run.out());
        assertThat(summary.get("events").asInt())
                .isEqualTo((int) (events().count() + deadLetters().count()));
        assertThat(summary.get("rewritten").asInt())
                .isEqualTo(expected.rewritten().size());
        assertThat(summary.get("hotIds").asInt()).isEqualTo(expected.alerts().size());
        long uncounted = 0;
        for (JsonNode count : summary.get("uncounted")) {
            uncounted += count.asLong();
        }
        assertThat(uncounted).isEqualTo(expected.exempt().size());
        assertThat(summary.get("uncounted")).hasSize(Uncounted.values().length);
        expected.deadLetters().stream()
                .map(letter -> letter.reason().name())
                .distinct()
                .forEach(reason -> assertThat(
                                summary.get("deadLetters").get(reason).asLong())
                        .as(reason)
                        .isEqualTo(expected.deadLetters().stream()
                                .filter(letter -> letter.reason().name().equals(reason))
                                .count()));
    }

    private static Stream<String> events() {
        return Stream.of(expected.admitted(), expected.exempt(), expected.rewritten())
                .flatMap(List::stream)
                .map(OutputRecord::value)
                .map(DetectExactnessITCase::text);
    }

    private static Stream<String> deadLetters() {
        return expected.deadLetters().stream()
                .map(letter -> text(letter.source().value()));
    }

    private static Stream<FoundAlert> alerts() {
        return expected.alerts().entrySet().stream()
                .map(alert -> new FoundAlert(
                        alert.getKey(),
                        alert.getValue().count(),
                        alert.getValue().eventName()));
    }

    private static Stream<JsonNode> told(Path out, String type) throws IOException {
        return lines(out.resolve("hot-ids.ndjson"))
                .map(DetectExactnessITCase::json)
                .filter(told -> told.get("type").textValue().equals(type));
    }

    private static JsonNode json(String line) {
        try {
            return JsonMapper.builder().build().readTree(line.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static FoundAlert alert(JsonNode json) {
        return new FoundAlert(
                key(json), json.get("count").longValue(), json.get("event_name").textValue());
    }

    private static Key key(JsonNode json) {
        return new Key(
                json.get("project").textValue(),
                json.get("distinct_id").textValue(),
                LocalDate.parse(json.get("event_date").textValue()));
    }

    private static Stream<String> lines(Path file) throws IOException {
        String text = text(Files.readAllBytes(file));
        assertThat(text).endsWith("\n");
        return Arrays.stream(text.split("\n"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static <T> Map<T, Integer> count(Stream<T> items) {
        return ReferenceOutcome.multiset(items.toList());
    }
}
