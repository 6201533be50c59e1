package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void shouldKeepVisibleText() {
        assertThat(TerminalText.of("user_id 7 \"é\" 日本 😀", 100, UTF_8)).isEqualTo("user_id 7 \"é\" 日本 😀");
    }

    @Test
    void shouldEscapeControlAndDirectionCharacters() {
        assertThat(TerminalText.of("a\u001b[2Jb\r\n\tc\u0000\u007f\u009b\u2028", 100, UTF_8))
                .isEqualTo("a\\u001b[2Jb\\u000d\\u000a\\u0009c\\u0000\\u007f\\u009b\\u2028");
        assertThat(TerminalText.of("\u202e\u2066\u200f\u061c\u200b\ufeff", 100, UTF_8))
                .isEqualTo("\\u202e\\u2066\\u200f\\u061c\\u200b\\ufeff");
    }

    @Test
    void shouldEscapeLoneSurrogates() {
        assertThat(TerminalText.of("\udc00a\ud800", 100, UTF_8)).isEqualTo("\\udc00a\\ud800");
    }

    @Test
    void shouldEscapeCharactersThatTheTerminalLacks() {
        assertThat(TerminalText.of("é😀", 100, US_ASCII)).isEqualTo("\\u00e9\\ud83d\\ude00");
    }

    @Test
    void shouldTruncateLongText() {
        assertThat(TerminalText.of("abcdefgh", 8, UTF_8)).isEqualTo("abcdefgh");
        assertThat(TerminalText.of("abcdefghi", 8, UTF_8)).isEqualTo("abcde...");
        assertThat(TerminalText.of("abc\u0000efghi", 8, UTF_8)).isEqualTo("abc...");
        assertThat(TerminalText.of("x".repeat(10_000), 100, UTF_8)).hasSize(100);
    }
}
