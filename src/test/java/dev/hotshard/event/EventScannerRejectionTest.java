package dev.hotshard.event;

import static dev.hotshard.event.Reason.DUPLICATE_FIELD;
import static dev.hotshard.event.Reason.INVALID_UTF8;
import static dev.hotshard.event.Reason.MALFORMED_JSON;
import static dev.hotshard.event.Reason.NOT_AN_OBJECT;
import static dev.hotshard.event.Reason.TOO_DEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the scanner rejects, with the reason, and values that it accepts. */
class EventScannerRejectionTest {

    private final EventScanner scanner = new EventScanner("token");

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
    void shouldRejectDuplicatesOfMembersWithAMeaning(String value) {
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
    void shouldAllowDuplicatesOfOtherMembers(String value) {
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
    void shouldRejectMalformedJson(String value) {
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
    void shouldAcceptAnyValidObject(String value) {
        assertThat(reason(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1.5e3", "\"{}\"", "true", "null", "[]", "[{\"event\":1}]", " false "})
    void shouldRejectJsonOfOtherTypes(String value) {
        assertThat(reason(value)).isEqualTo(NOT_AN_OBJECT);
    }

    @Test
    void shouldFindInvalidUtf8Anywhere() {
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
    void shouldAllowAThousandLevelsAndNoMore() {
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
    void shouldNotOverflowTheStackAtAnyDepth() {
        int depth = 500_000;
        assertThat(reason("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}"))
                .isEqualTo(TOO_DEEP);
        assertThat(reason("{\"a\":".repeat(depth) + "1" + "}".repeat(depth))).isEqualTo(TOO_DEEP);
        assertThat(reason("[".repeat(depth))).isEqualTo(MALFORMED_JSON);
    }

    @Test
    void shouldReportTheFirstFaultInOrderOfPrecedence() {
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
    void shouldSayWhatWasExpectedWhereWithoutQuotingTheValue() {
        assertThat(scanner.scan(bytes("{\"secret\":}")))
                .isEqualTo(new Rejection(MALFORMED_JSON, "expected a value, found byte 0x7d at 10"));
        assertThat(scanner.scan(bytes("{\"secret\":\"x")))
                .isEqualTo(new Rejection(MALFORMED_JSON, "expected '\"', found the end at 12"));
    }

    private Reason reason(String value) {
        Rejection rejection = scanner.scan(bytes(value));
        return rejection == null ? null : rejection.reason();
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
