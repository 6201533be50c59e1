package dev.hotshard.event;

import static dev.hotshard.event.Reason.DUPLICATE_FIELD;
import static dev.hotshard.event.Reason.INVALID_UTF8;
import static dev.hotshard.event.Reason.MALFORMED_JSON;
import static dev.hotshard.event.Reason.NOT_AN_OBJECT;
import static dev.hotshard.event.Reason.TOO_DEEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the scanner promises, by example; {@link EventScannerOracleTest} compares it with Jackson on
 * generated values.
 */
class EventScannerTest {

    private final EventScanner scanner = new EventScanner("token");

    @Test
    void findsTheMembersThatHaveAMeaning() {
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
    void spansHaveNoWhiteSpaceAround() {
        String value = " { \"properties\" : { \"distinct_id\" : 12 , \"time\"\n:\t{ } } , \"event\" : [ 1 ] } ";
        scan(value);

        assertThat(text(value, scanner.event())).isEqualTo("[ 1 ]");
        assertThat(text(value, scanner.distinctId())).isEqualTo("12");
        assertThat(text(value, scanner.time())).isEqualTo("{ }");
        assertThat(text(value, scanner.properties())).isEqualTo("{ \"distinct_id\" : 12 , \"time\"\n:\t{ } }");
    }

    @Test
    void absentMembersHaveNoSpan() {
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
    void decoysElsewhereMeanNothing() {
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
    void namesMatchAfterDecoding() {
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
    void nearNamesAreOtherMembers(String name) {
        scan("{\"" + name + "\":1}");

        assertThat(scanner.event()).isEqualTo(Span.NONE);
    }

    @Test
    void projectPropertyHasAnyName() {
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
    void propertiesThatAreNoObjectHaveNoMembers() {
        scan("{\"event\":1,\"properties\":[{\"distinct_id\":2}]}");

        assertThat(scanner.distinctId()).isEqualTo(Span.NONE);
        assertThat(scanner.properties()).isNotEqualTo(Span.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":1,\"event\":1}",
                "{\"properties\":1,\"properties\":{}}",
                "{\"\\u0065vent\":1,\"event\":1}",
                "{\"properties\":{\"time\":1,\"time\":1}}",
                "{\"properties\":{\"distinct_id\":1,\"a\":2,\"distinct_id\":1}}",
                "{\"properties\":{\"$insert_id\":1,\"$insert_id\":1}}",
                "{\"properties\":{\"token\":1,\"tok\\u0065n\":1}}"
            })
    void membersWithAMeaningOccurOnce(String value) {
        assertThat(reason(value)).isEqualTo(DUPLICATE_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"time\":1,\"time\":1}",
                "{\"x\":{\"event\":1,\"event\":1}}",
                "{\"properties\":{\"event\":1,\"event\":1}}",
                "{\"properties\":{\"x\":{\"time\":1,\"time\":1}},\"time\":1}",
                "{\"properties\":{\"mp_original_event_name\":1,\"mp_original_event_name\":1}}"
            })
    void otherMembersMayOccurTwice(String value) {
        assertThat(reason(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}}",
                "{}{}",
                "{} {}",
                "{}x",
                "\ufeff{}",
                "{\"a\":01}",
                "{\"a\":-01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":nul}",
                "{\"a\":fals}",
                "{\"a\":True}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1}",
                "{\"a\":{]}",
                "{\"a\":[}]",
                "{\"a\":\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":\"\u001f\"}",
                "{\"a\n\":1}",
                "{\f}",
                "{\u00a0}",
                "{/**/}",
                "{\"a\":1//\n}",
                "\0{}",
                "{}\0",
                "nul",
                "[1",
                "\"a",
                "1 2",
                "{\"a\":\"\\u00\u0130\u0130\"}"
            })
    void whatIsNoJsonIsMalformed(String value) {
        assertThat(reason(value)).isEqualTo(MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {} ",
                "\t\r\n {\t\r\n }\t\r\n ",
                "{\"a\":-0}",
                "{\"a\":0e0}",
                "{\"a\":1E+2}",
                "{\"a\":1.5e-300}",
                "{\"a\":[]}",
                "{\"a\":[[],{}]}",
                "{\"\":\"\"}",
                "{\"a\":\"\u007f\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udfff\":1}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uABCD\\uabcd\"}",
                "{\"a\":\"é日😀\uffff\"}",
                "{\"a\":1e999999999999}"
            })
    void whatIsJsonPasses(String value) {
        assertThat(reason(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1.5e3", "\"{}\"", "true", "null", "[]", "[{\"event\":1}]", " false "})
    void jsonOfAnotherTypeIsNoObject(String value) {
        assertThat(reason(value)).isEqualTo(NOT_AN_OBJECT);
    }

    @Test
    void invalidUtf8IsFoundAnywhere() {
        int[][] invalid = {
            {0x80}, {0xc0, 0xaf}, {0xc1, 0xbf}, {0xe0, 0x9f, 0xbf}, {0xed, 0xa0, 0x80}, {0xed, 0xbf, 0xbf},
            {0xf0, 0x8f, 0xbf, 0xbf}, {0xf4, 0x90, 0x80, 0x80}, {0xf5, 0x80, 0x80, 0x80}, {0xff}, {0xc3}, {0xe2, 0x82},
            {0xf0, 0x9f, 0x98}
        };
        for (int[] bytes : invalid) {
            StringBuilder latin = new StringBuilder();
            for (int b : bytes) {
                latin.append((char) b);
            }
            for (String value :
                    new String[] {"{\"a\":\"#\"}", "{\"#\":1}", "{#}", "#{}", "{}#", "{]#", "{\"a\":\"1234567#", "\"#"
                    }) {
                byte[] hostile = value.replace("#", latin).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(scanner.scan(hostile).reason())
                        .as("%s", (Object) hostile)
                        .isEqualTo(INVALID_UTF8);
            }
        }
    }

    @Test
    void thousandLevelsAreAllowedAndOneMoreIsTooDeep() {
        assertThat(reason("{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}")).isNull();
        assertThat(reason("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .isEqualTo(TOO_DEEP);
        assertThat(reason("{\"a\":".repeat(1000) + "1" + "}".repeat(1000))).isNull();
        assertThat(reason("{\"a\":".repeat(1001) + "1" + "}".repeat(1001))).isEqualTo(TOO_DEEP);
        assertThat(reason("{\"properties\":{\"a\":" + "[".repeat(998) + "]".repeat(998) + "}}"))
                .isNull();
        assertThat(reason("{\"properties\":{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}}"))
                .isEqualTo(TOO_DEEP);
    }

    @Test
    void nestingToAnyDepthDoesNotOverflowTheStack() {
        int depth = 500_000;
        assertThat(reason("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}"))
                .isEqualTo(TOO_DEEP);
        assertThat(reason("{\"a\":".repeat(depth) + "1" + "}".repeat(depth))).isEqualTo(TOO_DEEP);
        assertThat(reason("[".repeat(depth))).isEqualTo(MALFORMED_JSON);
    }

    @Test
    void firstFaultInOrderOfPrecedenceIsReported() {
        String deep = "[".repeat(1000) + "]".repeat(1000);
        String duplicate = "\"event\":1,\"event\":1";

        assertThat(reason("{" + duplicate + ",\"a\":" + deep + "}")).isEqualTo(TOO_DEEP);
        assertThat(reason("[" + deep + "]")).isEqualTo(NOT_AN_OBJECT);
        assertThat(reason("{" + duplicate + ",\"a\":" + deep + ",}")).isEqualTo(MALFORMED_JSON);
        assertThat(scanner.scan("{,\u00ff".getBytes(StandardCharsets.ISO_8859_1))
                        .reason())
                .isEqualTo(INVALID_UTF8);
    }

    @Test
    void detailTellsWhatWasExpectedAndWhereWithoutTheValue() {
        assertThat(scanner.scan(bytes("{\"secret\":}")))
                .isEqualTo(new Rejection(MALFORMED_JSON, "expected a value, found byte 0x7d at 10"));
        assertThat(scanner.scan(bytes("{\"secret\":\"x")))
                .isEqualTo(new Rejection(MALFORMED_JSON, "expected '\"', found the end at 12"));
    }

    /**
     * Words of eight bytes are checked at once: each byte of interest at each position in a word, and near
     * the end.
     */
    @Test
    void stringsEndAtTheirQuoteAtAnyPosition() {
        for (int before = 0; before < 20; before++) {
            for (String special :
                    new String[] {"", "\\\"", "\\\\", "\\u0041", "é", "日", "😀", "!", "#", "]", "\u007f"}) {
                for (int after = 0; after < 10; after++) {
                    String value = "{\"event\":\"" + "x".repeat(before) + special + "y".repeat(after) + "\"}";
                    assertThat(reason(value)).as(value).isNull();
                    assertThat(text(value, scanner.event())).isEqualTo(value.substring(9, value.length() - 1));
                }
            }
        }
    }

    private void scan(String value) {
        assertThat(scanner.scan(bytes(value))).isNull();
    }

    private Reason reason(String value) {
        Rejection rejection = scanner.scan(bytes(value));
        return rejection == null ? null : rejection.reason();
    }

    private static String text(String value, long span) {
        return new String(bytes(value), Span.start(span), Span.length(span), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
