package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The members that the scanner finds, by example; {@link EventScannerOracleTest} compares it with Jackson
 * on generated values.
 */
class EventScannerTest {

    private final EventScanner scanner = new EventScanner("token");

    @Test
    void shouldFindTheMembersThatHaveAMeaning() {
        String value = """
                {"event": "Signed up", "properties": {"time": 1618716477, "distinct_id": "alice", "$insert_id": "i1", \
                "token": 7, "mp_original_event_name": null, "mp_original_distinct_id": [1]}}""";
        scan(value);

        assertThat(text(value, scanner.event())).isEqualTo("\"Signed up\"");
        assertThat(text(value, scanner.properties())).startsWith("{\"time\"").endsWith("[1]}");
        assertThat(text(value, scanner.time())).isEqualTo("1618716477");
        assertThat(text(value, scanner.distinctId())).isEqualTo("\"alice\"");
        assertThat(text(value, scanner.insertId())).isEqualTo("\"i1\"");
        assertThat(text(value, scanner.project())).isEqualTo("7");
        assertThat(text(value, scanner.originalEvent())).isEqualTo("null");
        assertThat(text(value, scanner.originalId())).isEqualTo("[1]");
    }

    @Test
    void shouldExcludeWhiteSpaceFromSpans() {
        String value = " { \"properties\" : { \"distinct_id\" : 12 , \"time\"\n:\t{ } } , \"event\" : [ 1 ] } ";
        scan(value);

        assertThat(text(value, scanner.event())).isEqualTo("[ 1 ]");
        assertThat(text(value, scanner.distinctId())).isEqualTo("12");
        assertThat(text(value, scanner.time())).isEqualTo("{ }");
        assertThat(text(value, scanner.properties())).isEqualTo("{ \"distinct_id\" : 12 , \"time\"\n:\t{ } }");
    }

    @Test
    void shouldHaveNoSpanForAbsentMembers() {
        scan("{\"event\":\"e\",\"properties\":{\"distinct_id\":1,\"time\":2,\"$insert_id\":3,\"token\":4}}");
        scan("{}");

        assertThat(new long[] {
                    scanner.event(),
                    scanner.properties(),
                    scanner.distinctId(),
                    scanner.time(),
                    scanner.insertId(),
                    scanner.project(),
                    scanner.originalEvent(),
                    scanner.originalId()
                })
                .containsOnly(Span.NONE);
    }

    @Test
    void shouldIgnoreTheSameNamesElsewhere() {
        String value = """
                {"distinct_id":"top","time":1,"x":{"event":"x","properties":{"distinct_id":"x"}},"event":"e",\
                "properties":{"event":"p","properties":{"distinct_id":"pp"},"x":[{"distinct_id":"px"}],\
                "distinct_id":"id"}}""";
        scan(value);

        assertThat(text(value, scanner.event())).isEqualTo("\"e\"");
        assertThat(text(value, scanner.distinctId())).isEqualTo("\"id\"");
        assertThat(scanner.time()).isEqualTo(Span.NONE);
    }

    @Test
    void shouldMatchNamesAfterDecoding() {
        String value =
                "{\"\\u0065vent\":1,\"propert\\u0069es\":{\"distinct\\u005fid\":2,\"tok\\u0065n\":3,\"tim\\u0065\":4}}";
        scan(value);

        assertThat(text(value, scanner.event())).isEqualTo("1");
        assertThat(text(value, scanner.distinctId())).isEqualTo("2");
        assertThat(text(value, scanner.project())).isEqualTo("3");
        assertThat(text(value, scanner.time())).isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Event", "event ", "even", "event\\u0000", "\\u0045vent", "", "\\ud800"})
    void shouldNotMatchSimilarNames(String name) {
        scan("{\"" + name + "\":1}");

        assertThat(scanner.event()).isEqualTo(Span.NONE);
    }

    @Test
    void shouldFindTheProjectUnderAnyName() {
        for (String name :
                new String[] {"project", "time2", "ti", "projekt_ü", "😀", "a\"b", "eleven_long", "x".repeat(300)}) {
            EventScanner named = new EventScanner(name);
            String value = "{\"properties\":{\"" + name.replace("\"", "\\\"") + "\":5,\"time\":6},\"event\":1}";

            assertThat(named.scan(bytes(value))).as(name).isNull();
            assertThat(text(value, named.project())).as(name).isEqualTo("5");
            assertThat(text(value, named.time())).as(name).isEqualTo("6");
        }
    }

    @Test
    void shouldFindNoMembersInPropertiesThatAreNotAnObject() {
        scan("{\"event\":1,\"properties\":[{\"distinct_id\":2}]}");

        assertThat(scanner.distinctId()).isEqualTo(Span.NONE);
        assertThat(scanner.properties()).isNotEqualTo(Span.NONE);
    }

    /**
     * Words of eight bytes are checked at once: each byte of interest at each position in a word, and near
     * the end.
     */
    @Test
    void shouldEndStringsAtTheirQuoteAtAnyPosition() {
        for (int before = 0; before < 20; before++) {
            for (String special :
                    new String[] {"", "\\\"", "\\\\", "\\u0041", "é", "日", "😀", "!", "#", "]", "\u007f"}) {
                for (int after = 0; after < 10; after++) {
                    String value = "{\"event\":\"" + "x".repeat(before) + special + "y".repeat(after) + "\"}";
                    scan(value);
                    assertThat(text(value, scanner.event())).isEqualTo(value.substring(9, value.length() - 1));
                }
            }
        }
    }

    private void scan(String value) {
        assertThat(scanner.scan(bytes(value))).isNull();
    }

    private static String text(String value, long span) {
        return new String(bytes(value), Span.start(span), Span.length(span), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
