package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The command {@code breakdown} as a user sees it. */
class BreakdownCommandTest extends FileCommandFixture {

    @Test
    void shouldPrintAReadableReport() throws IOException {
        String web = ",\"mp_lib\":\"web\",\"$lib_version\":\"2.45.0\"";
        String input = "nope\n"
                + rewritten("user_id", "Click", web).repeat(1_900)
                + rewritten("user_id", "\\u001b[2J", "").repeat(100)
                + rewritten("\\u202ealice", "Click", ",\"token\":\"p1\"").repeat(3)
                + rewritten("bob", "Click", ",\"time\":null").repeat(2)
                + rewritten("carol", "Click", "")
                + event("bob", "Click", ",\"mp_lib\":\"ios\"")
                + "{\"event\":\"$hotshard_events\",\"properties\":{}}\n";

        CommandRun run = CommandRun.of("breakdown", file("in", input), "--top", "2");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
                records                    2,009
                  rewritten                2,006
                  other events                 1
                  no valid events              1  (MALFORMED_JSON 1)
                  not restorable               1  ($hotshard_events without usable originals)
                hot ids                        4

                1. user_id   no project
                   events     2,000, 99.70 % of all rewritten
                   dates      2021-04-18
                   times      2021-04-18T03:27:57Z to 2021-04-18T03:27:57Z
                   names      Click 95.00 %, \\u001b[2J 5.00 %
                   libraries  web 2.45.0 95.00 %, none named 5.00 %
                   CONSTANT_ID: 'user_id' is a placeholder
                   ONE_EVENT: 1,900 of 2,000 events are 'Click'
                   ONE_LIBRARY_VERSION: 1,900 of 2,000 events are from web 2.45.0; the input has others

                2. \\u202ealice   project p1
                   events     3, 0.14 % of all rewritten
                   dates      2021-04-18
                   times      2021-04-18T03:27:57Z to 2021-04-18T03:27:57Z
                   names      Click 100.00 %
                   libraries  none named 100.00 %

                and 2 more ids, each of at most 2 events
                """);
    }

    @Test
    void shouldCoverAllInputsInJson() throws IOException {
        String plain = file("plain.ndjson", rewritten("\\ud800\\u0007", "Click", "") + "\n\n");
        String zipped = zipped("zipped.gz", rewritten("\\ud800\\u0007", "Tap", ",\"$insert_id\":1"));

        CommandRun run = CommandRun.reading(
                event("bob", "Click", ""),
                "breakdown",
                "--json",
                plain,
                zipped,
                "-",
                "--timezone",
                "America/Los_Angeles");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .endsWith("}\n")
                .contains("\"distinctId\":\"\\uD800\\u0007\"")
                .doesNotContain("?");
        JsonNode report = json(run.out());
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "records",
                        "rewritten",
                        "withoutOriginals",
                        "otherEvents",
                        "invalid",
                        "ids",
                        "exact",
                        "maxError",
                        "top",
                        "omittedIds",
                        "omittedAtMost");
        assertThat(report.get("records").intValue()).isEqualTo(3);
        JsonNode id = report.get("top").get(0);
        assertThat(id.fieldNames())
                .toIterable()
                .containsExactly(
                        "project",
                        "distinctId",
                        "truncated",
                        "count",
                        "countAtMost",
                        "sharePercent",
                        "events",
                        "undated",
                        "firstDate",
                        "lastDate",
                        "dates",
                        "firstTime",
                        "lastTime",
                        "names",
                        "otherNames",
                        "libraries",
                        "otherLibraries",
                        "withoutLibrary",
                        "insertIds",
                        "distinctInsertIds",
                        "causes");
        assertThat(id.get("count").intValue()).isEqualTo(2);
        assertThat(run.out()).contains("\"sharePercent\":100.00,");
        assertThat(id.get("firstDate").textValue()).isEqualTo("2021-04-17");
        assertThat(id.get("names")).hasSize(2);
    }

    @Test
    void shouldWarnOfInputWithoutRewrittenEvents() throws IOException {
        CommandRun run = CommandRun.of("breakdown", file("in", event("bob", "Click", "") + "\n{}\n"));

        assertThat(run.err()).isEqualTo("warning: none of the 2 records is a rewritten event that can be restored\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void shouldPrintAnEmptyReportForEmptyInput() throws IOException {
        // Settings of a job with a broker, which would break this job, are overridden.
        CommandRun run = CommandRun.of(
                "breakdown",
                file("in", ""),
                "-D",
                "execution.runtime-mode=BATCH",
                "-D",
                "execution.checkpointing.interval=10 ms",
                "-D",
                "restart-strategy.type=exponential-delay");

        assertThat(run.err()).endsWith("in holds no event: it is empty\n").hasLineCount(1);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
                records                        0
                  rewritten                    0
                  other events                 0
                  no valid events              0
                hot ids                        0
                """);
    }

    @Test
    void shouldNameTruncatedInput() throws IOException {
        String cut = truncated(IntStream.range(0, 10_000)
                .mapToObj(i -> event("id " + i, "Click", ""))
                .collect(Collectors.joining()));

        assertFailed(CommandRun.of("breakdown", cut), "cannot read " + cut + ": it ends too early");
    }

    @Test
    void shouldNameInputThatCannotBeRead() {
        assertFailed(CommandRun.of("breakdown", "absent.ndjson"), "no such file: absent.ndjson");
        assertFailed(CommandRun.of("breakdown", folder.toString()), "a folder, not a file: " + folder);
        assertFailed(CommandRun.of("breakdown", "-", "-"), "standard input (-) can be read only once");
    }

    private static void assertFailed(CommandRun run, String message) {
        assertFailed("breakdown", run, message);
    }

    /**
     * A line with an event. {@code members} are additional properties, each after a comma; a {@code time} among
     * them replaces the default one.
     */
    private static String event(String id, String name, String members) {
        String time = members.contains("\"time\"") ? "" : ",\"time\":" + Events.TIME_MILLIS;
        return "{\"event\":\"" + name + "\",\"properties\":{\"distinct_id\":\"" + id + '"' + time + members + "}}\n";
    }

    private static String rewritten(String id, String name, String members) {
        return new String(Events.rewritten(event(id, name, members).strip()).value(), StandardCharsets.UTF_8) + '\n';
    }
}
