package dev.hotshard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Events;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InsertIdTest {

    private static final String EVENT = "{\"event\":\"Signed "
            + "up\",\"properties\":{\"time\":1618716477,\"distinct_id\":\"alice\",\"$insert_id\":\"36a92782\","
            + "\"token\":\"p1\"}}";

    private final InsertId ids = new InsertId("hotshard");

    /** A second import, with another release, must derive the same ids, so that nothing is imported twice. */
    @Test
    void shouldNeverChangeTheDerivation() {
        assertThat(derive(EVENT)).isEqualTo("\"2c5511f9388fbdc9cac2700f1fdba8f1\"");
        assertThat(derive(EVENT.replace(",\"$insert_id\":\"36a92782\"", "")))
                .isEqualTo("\"d7638d7961688612be88698d57f2413c\"");
    }

    @Test
    void shouldDeriveQuotedHexDigits() {
        assertThat(derive(EVENT)).matches("\"[0-9a-f]{32}\"");
        assertThat(derive("{\"event\":0,\"properties\":{\"distinct_id\":1}}")).matches("\"[0-9a-f]{32}\"");
    }

    @Test
    void shouldDeriveTheSameIdForAnySpellingOfARetry() {
        assertThat(derive("""
                { "properties": {"$insert_id": "36a9278\\u0032", "x": [1], "token": "p1", "distinct_id": \
                "\\u0061lice", "time": 1618716477},
                  "event": "Signed up" }""")).isEqualTo(derive(EVENT));
    }

    @Test
    void shouldDeriveDifferentIdsForDifferentEvents() {
        Set<String> derived = new HashSet<>();
        Stream.of(
                        EVENT,
                        EVENT.replace("Signed up", "Signed off"),
                        EVENT.replace("alice", "alic"),
                        EVENT.replace("1618716477", "1618716478"),
                        EVENT.replace("1618716477", "1618716477.0"),
                        EVENT.replace("36a92782", "36a92783"),
                        EVENT.replace("p1", "p2"),
                        EVENT.replace("\"36a92782\"", "null"),
                        EVENT.replace("\"36a92782\"", "\"\""))
                .forEach(value ->
                        assertThat(derived.add(derive(value))).as(value).isTrue());
    }

    /** Without an {@code $insert_id} nothing shows that two events are one. */
    @Test
    void shouldHashEveryByteIfThereIsNoInsertId() {
        String without = EVENT.replace("\"36a92782\"", "null");

        assertThat(derive(without)).isEqualTo(derive(without)).isNotEqualTo(derive(without + " "));
    }

    @Test
    void shouldDependOnTheHashKey() {
        assertThat(new InsertId("other").derive(Events.read(EVENT))).isNotEqualTo(ids.derive(Events.read(EVENT)));
    }

    private String derive(String value) {
        return new String(ids.derive(Events.read(value)), UTF_8);
    }
}
