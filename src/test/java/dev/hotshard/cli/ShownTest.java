package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void textForReadersStaysAsItIs() {
        assertThat(Shown.text("")).isEmpty();
        assertThat(Shown.text("alice@example.com \\ 日本語 😀 é e\u0301")).isEqualTo("alice@example.com \\ 日本語 😀 é e\u0301");
    }

    @Test
    void whatMovesTheCursorOrChangesColoursIsEscaped() {
        assertThat(Shown.text("\u001b[31mred\u0007\r\n\t\0\u007f\u009b")).isEqualTo("\\u001b[31mred\\u0007\\u000d\\u000a\\u0009\\u0000\\u007f\\u009b");
    }

    @Test
    void whatTurnsTheDirectionOrHidesIsEscaped() {
        assertThat(Shown.text("a\u202eb\u2066\u200b\ufeff\u2028\u2029")).isEqualTo("a\\u202eb\\u2066\\u200b\\ufeff\\u2028\\u2029");
        assertThat(Shown.text("\udb40\udc01")).as("a tag, beyond the first plane").isEqualTo("\\udb40\\udc01");
    }

    @Test
    void loneSurrogateIsEscaped() {
        assertThat(Shown.text("a\ud800b\udc00")).isEqualTo("a\\ud800b\\udc00");
        assertThat(Shown.text("\ud83d\ude00")).isEqualTo("😀");
    }
}
