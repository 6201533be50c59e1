package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Pieces;
import dev.hotshard.testkit.generate.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int BUFFER = 1 << 18;

    @Test
    void shouldEndALineAtNewlineWithOrWithoutCarriageReturn() throws IOException {
        assertThat(lines("a\nb\r\nc\n")).containsExactly("1 a", "2 b", "3 c");
    }

    @Test
    void shouldReadALastLineWithoutAnEnd() throws IOException {
        assertThat(lines("a\nb")).containsExactly("1 a", "2 b");
        assertThat(lines("a\nb\r")).containsExactly("1 a", "2 b\r");
        assertThat(lines("a")).containsExactly("1 a");
    }

    @Test
    void shouldSkipButCountBlankLines() throws IOException {
        assertThat(lines("\n\r\n \t\r \n\ta \n\n \nb\n\r")).containsExactly("4 \ta ", "7 b");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).isEmpty();
        assertThat(lines(" \t")).isEmpty();
    }

    @Test
    void shouldRemoveOnlyTheLastCarriageReturn() throws IOException {
        assertThat(lines("a\r\r\nb\rc\n")).containsExactly("1 a\r", "2 b\rc");
    }

    @Test
    void shouldTreatOnlyJsonWhiteSpaceAsBlank() throws IOException {
        assertThat(lines("\f\n\u00a0\n\0\n\u000b\n")).containsExactly("1 \f", "2 \u00a0", "3 \0", "4 \u000b");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER - 1, 2 * BUFFER, 2 * BUFFER + 1, 5 * BUFFER})
    void shouldReadLinesLongerThanTheBuffer(int length) throws IOException {
        String line = "x".repeat(length);

        assertThat(lines(line + "\nb\n")).containsExactly("1 " + line, "2 b");
        assertThat(lines(line + "\r\nb\n")).containsExactly("1 " + line, "2 b");
        assertThat(lines("a\n" + line)).containsExactly("1 a", "2 " + line);
        assertThat(lines(" ".repeat(length) + "\nb")).containsExactly("2 b");
    }

    @Test
    void shouldReadTheSameLinesFromPiecesOfAnySize() throws IOException {
        SplittableRandom random = Seed.random(getClass());
        String[] parts = {"\n", "\r\n", "\r", " ", "\t", "a", "{\"b\":1}", "c".repeat(1000), "d".repeat(70_000)};
        for (int i = 0; i < 100; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(200); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length - random.nextInt(3))]);
            }
            assertThat(lines(new LineReader(new Pieces(text.toString(), random))))
                    .isEqualTo(expected(text.toString()));
        }
    }

    /** Splits the text in the obvious way. */
    private static List<String> expected(String text) {
        List<String> lines = new ArrayList<>();
        String[] split = text.split("\n", -1);
        for (int i = 0; i < split.length; i++) {
            boolean ended = i < split.length - 1;
            String line = ended && split[i].endsWith("\r") ? split[i].substring(0, split[i].length() - 1) : split[i];
            if (!line.matches("[ \t\r]*")) {
                lines.add(i + 1 + " " + line);
            }
        }
        return lines;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new LineReader(new ByteArrayInputStream(text.getBytes(ISO_8859_1))));
    }

    private static List<String> lines(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(reader.number() + " " + new String(line, ISO_8859_1));
        }
        return lines;
    }
}
