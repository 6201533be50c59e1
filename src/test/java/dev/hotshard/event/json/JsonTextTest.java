package dev.hotshard.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.DisplayText;
import dev.hotshard.testkit.reference.Wtf8;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void shouldDecodeStrings() {
        assertThat(text("\"alice\"")).isEqualTo("alice");
        assertThat(text("\"\\u0061lice\"")).isEqualTo("alice");
        assertThat(text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")).isEqualTo("\"\\/\b\f\n\r\t");
        assertThat(text("\"\\u00E9\\u65e5\\u0000\"")).isEqualTo("é日\0");
        assertThat(text("\"é日😀\"")).isEqualTo("é日😀");
        assertThat(text("\"\\uD83D\\uDE00\"")).isEqualTo("😀");
        assertThat(text("\"\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "-0", "1e2", "1E+2", "1.50", "true", "null", "[1, \"\\u0061\"]", "{ \"a\":1 }"})
    void shouldTakeOtherValuesLiterally(String literal) {
        assertThat(text(literal)).isEqualTo(literal);
    }

    @Test
    void shouldEncodeLoneSurrogatesAsThreeBytes() {
        assertThat(bytes("\"\\ud800\"")).containsExactly(0xed, 0xa0, 0x80);
        assertThat(bytes("\"\\udfff\"")).containsExactly(0xed, 0xbf, 0xbf);
        assertThat(bytes("\"\\ude00\\ud83d\"")).containsExactly(0xed, 0xb8, 0x80, 0xed, 0xa0, 0xbd);
        assertThat(bytes("\"\\ud83d\\ud83d\\ude00x\"")).containsExactly(0xed, 0xa0, 0xbd, 0xf0, 0x9f, 0x98, 0x80, 'x');
        assertThat(bytes("\"\\ud83d\\n\\ude00\"")).containsExactly(0xed, 0xa0, 0xbd, '\n', 0xed, 0xb8, 0x80);
        assertThat(bytes("\"\\ud83dude00\"")).isEqualTo(Wtf8.bytes("\ud83dude00"));
    }

    @Test
    void shouldDecodeEveryCodeUnitToItself() {
        for (int unit = 0; unit <= 0xffff; unit++) {
            assertThat(bytes("\"\\u%04x\"".formatted(unit))).isEqualTo(Wtf8.bytes(String.valueOf((char) unit)));
        }
    }

    @Test
    void shouldHaveNoTextForAnAbsentValue() {
        assertThat(JsonText.bytes(new byte[0], Span.NONE)).isEmpty();
        assertThat(JsonText.isName(new byte[] {'1'}, Span.NONE)).isFalse();
        assertThat(JsonText.isString(new byte[] {'"'}, Span.NONE)).isFalse();
    }

    @Test
    void shouldAcceptNumbersAndNonEmptyStringsAsNames() {
        for (String name : new String[] {"1", "-1", "0", "\"a\"", "\"\\u0000\"", "\" \""}) {
            assertThat(isName(name)).as(name).isTrue();
        }
        for (String other : new String[] {"\"\"", "null", "true", "false", "[]", "{}", "[1]"}) {
            assertThat(isName(other)).as(other).isFalse();
        }
    }

    @Test
    void shouldCompareStringsAfterDecoding() {
        assertThat(isStringOf("\"abc\"", "abc")).isTrue();
        assertThat(isStringOf("\"\\u0061bc\"", "abc")).isTrue();
        assertThat(isStringOf("\"\\u0061bcd\"", "abc")).isFalse();
        assertThat(isStringOf("\"ab\"", "abc")).isFalse();
        assertThat(isStringOf("\"abd\"", "abc")).isFalse();
        assertThat(isStringOf("123", "123")).isFalse();
    }

    @Test
    void shouldTruncateNamesBetweenCharacters() {
        assertThat(name("x".repeat(1024))).isEqualTo(new DisplayText("x".repeat(1024), false));
        assertThat(name("x".repeat(1025))).isEqualTo(new DisplayText("x".repeat(1024), true));
        assertThat(name("x".repeat(1023) + "é")).isEqualTo(new DisplayText("x".repeat(1023), true));
        assertThat(name("x".repeat(1021) + "😀")).isEqualTo(new DisplayText("x".repeat(1021), true));
        assertThat(name("x".repeat(1022) + "\\ud800")).isEqualTo(new DisplayText("x".repeat(1022), true));
        assertThat(name("x".repeat(1021) + "\\ud800")).isEqualTo(new DisplayText("x".repeat(1021) + "\ud800", false));
        assertThat(name("日".repeat(500))).isEqualTo(new DisplayText("日".repeat(341), true));
    }

    @Test
    void shouldHaveAnEmptyNameForOtherValues() {
        byte[] value = ":true".getBytes(StandardCharsets.UTF_8);
        assertThat(DisplayText.ofName(value, Span.of(1, 5))).isEqualTo(new DisplayText("", false));
        assertThat(DisplayText.of(value, Span.of(1, 5))).isEqualTo(new DisplayText("true", false));
    }

    private static DisplayText name(String content) {
        byte[] value = (":\"" + content + '"').getBytes(StandardCharsets.UTF_8);
        return DisplayText.ofName(value, Span.of(1, value.length));
    }

    private static boolean isName(String json) {
        byte[] value = (":" + json).getBytes(StandardCharsets.UTF_8);
        return JsonText.isName(value, Span.of(1, value.length));
    }

    private static boolean isStringOf(String json, String text) {
        byte[] value = (":" + json).getBytes(StandardCharsets.UTF_8);
        return JsonText.isStringOf(value, Span.of(1, value.length), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String json) {
        return new String(bytes(json), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        byte[] value = (":" + json).getBytes(StandardCharsets.UTF_8);
        return JsonText.bytes(value, Span.of(1, value.length));
    }
}
