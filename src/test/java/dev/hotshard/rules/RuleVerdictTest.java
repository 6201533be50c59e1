package dev.hotshard.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.Headers;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleVerdictTest {

    /** Of 2026-11-28. */
    private static final String EVENT =
            "{\"event\":\"Ping\",\"properties\":{\"time\":1795867200,\"distinct_id\":\"bot-7\",\"token\":\"p1\"}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{},\"from\":\"2026-11-29\"`       | does not hold on 2026-11-28",
                "`{},\"until\":\"2026-11-27\"`      | does not hold on 2026-11-28",
                "`{\"project\":\"\"}`               | is for events without a project",
                "`{\"project\":\"p2\"}`             | is for the project p2",
                "`{\"distinct_id\":\"bot-8\"}`      | is for the id bot-8",
                "`{\"distinct_id_prefix\":\"cat\"}` | is for ids that begin with cat",
                "`{\"event\":\"Pong\"}`             | is for the event name Pong",
                "`{\"header\":{\"name\":\"a\",\"value\":\"b\"}}` | is for records with the header a: b",
            })
    void shouldSayWhatDoesNotMatch(String match, String reason) throws Exception {
        assertThat(RuleVerdict.of(RuleFileJson.read(rule("r", match)), event()))
                .singleElement()
                .extracting(RuleVerdict::reason)
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"distinct_id\":\"bot-7\"}`       | `{\"distinct_id_prefix\":\"bot-7\",\"event\":\"Ping\"}` | names the id",
                "`{\"distinct_id_prefix\":\"bot-\"}` | `{\"distinct_id_prefix\":\"bot\",\"event\":\"Ping\"}` | has a longer prefix",
                "`{\"distinct_id_prefix\":\"b\"}`    | `{\"event\":\"Ping\",\"project\":\"p1\"}`  | names a prefix of the id",
                "`{\"event\":\"Ping\"}`              | `{\"project\":\"p1\"}`                      | names the event",
                "`{\"project\":\"p1\"}`              | `{}`                                        | names the project",
                "`{}`                                | `{}`                                        | has the smaller id",
            })
    void shouldSayWhyTheOtherComesFirst(String winner, String loser, String advantage) throws Exception {
        String both = new String(rule("a", winner), StandardCharsets.UTF_8)
                + new String(rule("b", loser), StandardCharsets.UTF_8);
        assertThat(RuleVerdict.of(RuleFileJson.read(both.getBytes(StandardCharsets.UTF_8)), event()))
                .extracting(RuleVerdict::reason)
                .containsExactly(null, "matches too, but a " + advantage);
    }

    @Test
    void shouldSayThatARuleApplies() throws Exception {
        assertThat(RuleVerdict.of(RuleFileJson.read(rule("r", "{\"project\":\"p1\"}")), event()))
                .singleElement()
                .matches(RuleVerdict::applies);
    }

    private static byte[] rule(String id, String match) {
        return ("{\"id\":\"" + id + "\",\"match\":" + match + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Event event() {
        return new EventReader(new KeySpec(ZoneOffset.UTC, "token", "key"), 1 << 20, EventReader.NO_CLOCK)
                .read(new SourceRecord(
                        null, EVENT.getBytes(StandardCharsets.UTF_8), Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0));
    }
}
