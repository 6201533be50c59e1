package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The command {@code detect} as a user sees it. */
class DetectCommandTest extends FileCommandFixture {

    @Test
    void shouldReadInputsAsOneStreamInTheirOrder() throws IOException {
        String plain = file("plain.ndjson", event("a", 1) + "\n\n" + event("b", 2) + "\n");
        String zipped = zipped("zipped.gz", event("a", 3) + "\n", "not json\n" + event("b", 4));
        String windows = file("windows.txt", event("a", 5) + "\r\n \t\r\n{}\r\n" + event("c", 6));

        CommandRun run = CommandRun.reading(
                event("b", 7) + "\n",
                "detect",
                plain,
                "-n",
                "2",
                zipped,
                "-",
                "--out",
                out.toString(),
                "--json",
                "-p",
                "2",
                windows);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(lines("events.ndjson"))
                .containsExactlyInAnyOrder(
                        event("a", 1),
                        event("b", 2),
                        event("a", 3),
                        event("b", 4),
                        rewritten("b", 7),
                        rewritten("a", 5),
                        event("c", 6),
                        "{}");
        assertThat(lines("dead-letters.ndjson")).containsExactly("not json");
        assertThat(lines("hot-ids.ndjson"))
                .extracting(FileCommandFixture::json)
                .filteredOn(told -> told.get("type").textValue().equals("TOTAL"))
                .extracting(total ->
                        total.get("distinct_id").textValue() + " " + total.get("count") + " " + total.get("rewritten"))
                .containsExactlyInAnyOrder("b 3 1", "a 3 1");
        assertThat(lines("hot-ids.ndjson"))
                .extracting(FileCommandFixture::json)
                .filteredOn(told -> told.get("type").textValue().equals("OPENED"))
                .extracting(alert -> alert.get("distinct_id").textValue() + " "
                        + alert.get("event_name").textValue() + " "
                        + alert.get("event_date").textValue() + " " + alert.get("threshold") + " " + alert.get("count"))
                .containsExactlyInAnyOrder("b event 7 2021-04-18 2 3", "a event 5 2021-04-18 2 3");
        assertThat(files()).containsExactlyInAnyOrder("events.ndjson", "hot-ids.ndjson", "dead-letters.ndjson");
        JsonNode summary = json(run.out());
        assertThat(summary.fieldNames())
                .toIterable()
                .containsExactly(
                        "events",
                        "keys",
                        "hotIds",
                        "rewritten",
                        "timeFallbacks",
                        "timeFallbackExample",
                        "uncounted",
                        "deadLetters",
                        "seconds");
        assertThat(summary.toString())
                .startsWith("{\"events\":9,\"keys\":3,\"hotIds\":2,\"rewritten\":2,\"timeFallbacks\":0,"
                        + "\"timeFallbackExample\":null,\"uncounted\":{\"NO_EVENT\":1},"
                        + "\"deadLetters\":{\"MALFORMED_JSON\":1},\"seconds\":");
        assertThat(summary.get("seconds").doubleValue()).isPositive();
    }

    @Test
    void shouldPrintAReadableSummary() throws IOException {
        String values = IntStream.range(0, 1_200)
                .mapToObj(i -> event("a", i))
                .collect(Collectors.joining("\n", "no\n[]\n", ""));

        CommandRun run = CommandRun.of("detect", file("in", values), "--out", out.toString(), "--threshold=1000");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("""
                events               1,202
                keys                     1
                hot ids                  1
                rewritten              200
                dead letters             2  \\(MALFORMED_JSON 1, NOT_AN_OBJECT 1\\)
                seconds        +\\d+\\.\\d\\d
                """);
    }

    @Test
    void shouldReportUnusableTimesWithAnExample() throws IOException {
        String iso = event("a", 1).replaceFirst("\"time\":\\d+", "\"time\":\"2024-06-10T10:00:00Z\"");

        CommandRun run = CommandRun.of(
                "detect", "--out", out.toString(), "--json", file("in", iso + "\n" + event("a", 2) + "\n" + iso));

        assertThat(run.err())
                .isEqualTo("warning: 2 of 3 events have no usable time and are dated by the clock: 'time' is"
                        + " \"2024-06-10T10:00:00Z\" in one; expected seconds or milliseconds since 1970\n");
        assertThat(json(run.out()).get("timeFallbacks").longValue()).isEqualTo(2);
        assertThat(json(run.out()).get("timeFallbackExample").textValue()).isEqualTo("\"2024-06-10T10:00:00Z\"");
    }

    @Test
    void shouldReportInputWithNothingToCountByReason() throws IOException {
        String envelope = "{\"message\":" + event("a", 1) + "}\n";
        String noId = "{\"event\":\"e\",\"properties\":{\"user\":1}}\n";

        CommandRun run =
                CommandRun.of("detect", "--out", out.toString(), file("in", envelope + envelope + noId + "no\n"));

        assertThat(run.err())
                .isEqualTo("warning: none of the 4 records was counted: expected JSON objects with 'event' and "
                        + "'properties', and in these"
                        + " 'distinct_id'\n");
        assertThat(run.out())
                .contains("\nuncounted                3  (NO_EVENT 2, NO_ID 1)\ndead letters             1  "
                        + "(MALFORMED_JSON 1)\n");
    }

    @Test
    void shouldWriteThreeEmptyFilesForEmptyInput() throws IOException {
        Files.createDirectories(out);
        // Settings of a job with a broker, which would break this job, are overridden.
        CommandRun run = CommandRun.of(
                "detect",
                "-o",
                out.toString(),
                "-D",
                "execution.runtime-mode=BATCH",
                "-D",
                "execution.checkpointing.interval=10 ms",
                file("in", ""));

        assertThat(run.err()).endsWith("in holds no event: it is empty\n").hasLineCount(1);
        assertThat(run.exit()).isZero();
        assertThat(files()).containsExactlyInAnyOrder("events.ndjson", "hot-ids.ndjson", "dead-letters.ndjson");
        assertThat(files()).allMatch(name -> out.resolve(name).toFile().length() == 0);
        assertThat(run.out()).startsWith("events                   0\n").contains("\ndead letters             0\n");
    }

    private static String rewritten(String distinctId, int number) {
        return event(distinctId, number)
                .replace("\"event " + number + "\"", "\"$hotshard_events\"")
                .replace(
                        "\"distinct_id\":\"" + distinctId + "\"",
                        ("\"distinct_id\":\"\",\"mp_original_event_name\":\"event "
                                        + "%d\",\"mp_original_distinct_id\":\"%s\"")
                                .formatted(number, distinctId));
    }
}
