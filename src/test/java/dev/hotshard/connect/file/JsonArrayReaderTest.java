package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Pieces;
import dev.hotshard.testkit.generate.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonArrayReaderTest {

    @Test
    void shouldTrimElementsAndKeepTheirBytes() throws IOException {
        assertThat(elements("[{\"a\": 1} ,\t[2, [ ]],\r\n \"x,]\\\"[\" , 1.50,null]\n"))
                .containsExactly("{\"a\": 1}", "[2, [ ]]", "\"x,]\\\"[\"", "1.50", "null");
        assertThat(elements("[]")).isEmpty();
        assertThat(elements("[ \n ]")).isEmpty();
    }

    @Test
    void shouldReplaceLineBreaksWithinAnElementBySpaces() throws IOException {
        assertThat(elements("[\n  {\n    \"a\": 1,\r\n    \"b\": 2\n  }\n]"))
                .containsExactly("{     \"a\": 1,\r     \"b\": 2   }");
    }

    @Test
    void shouldReadConsecutiveArraysAndTheTextBetween() throws IOException {
        assertThat(elements("[1][2,3]\n[4]\n\n[]")).containsExactly("1", "2", "3", "4");
        assertThat(elements("[1,2]\n{\"a\":1}\n{\"b\":2}\r\n[3]"))
                .containsExactly("1", "2", "{\"a\":1}", "{\"b\":2}", "3");
        assertThat(elements("[1],[2]\n[3] x")).containsExactly("1", ",[2]", "3", "x");
    }

    @Test
    void shouldReadAMalformedButBalancedElementAsOneRecord() throws IOException {
        assertThat(elements(
                        "[{\"a\":NaN},{\"b\":1,},nope, 1 2 ,{a:1},{\"c\" 1},{}[],{\"d\":\"\u00e9\\x\"},\"\u00ff\"]"))
                .containsExactly(
                        "{\"a\":NaN}",
                        "{\"b\":1,}",
                        "nope",
                        "1 2",
                        "{a:1}",
                        "{\"c\" 1}",
                        "{}",
                        "[]",
                        "{\"d\":\"\u00e9\\x\"}",
                        "\"\u00ff\"");
    }

    @Test
    void shouldAcceptMissingAndRepeatedCommas() throws IOException {
        assertThat(elements("[,1,,2,]")).containsExactly("1", "2");
        assertThat(elements("[{\"a\":1}\n{\"b\":2}{\"c\":3}]")).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void shouldEndAnUnfinishedElementAtALineBreak() throws IOException {
        String rest = "{\"b\":2},\n{\"c\":3}\n]";
        assertThat(elements("[\n{\"a\":1,\n" + rest)).containsExactly("{\"a\":1,", "{\"b\":2}", "{\"c\":3}");
        assertThat(elements("[\n{\"a\":\"1},\n" + rest)).containsExactly("{\"a\":\"1},", "{\"b\":2}", "{\"c\":3}");
        assertThat(elements("[\n{\"a\":[1},\n" + rest)).containsExactly("{\"a\":[1},", "{\"b\":2}", "{\"c\":3}");
        assertThat(elements("[\n\"a\":1},\n" + rest)).containsExactly("\"a\":1},", "{\"b\":2}", "{\"c\":3}");
        assertThat(elements("[\n{\"a\":1\n]")).containsExactly("{\"a\":1");
    }

    @Test
    void shouldKeepTheRestOfALineWithABrokenElement() throws IOException {
        assertThat(elements("[{\"a\":[1},{\"b\":2}]")).containsExactly("{\"a\":[1},{\"b\":2}]");
        assertThat(elements("[{\"a\":[1},{\"b\":2}]\n[3]\n")).containsExactly("{\"a\":[1},{\"b\":2}]", "[3]");
    }

    @Test
    void shouldRefuseAFileThatEndsWithinAnArray() {
        assertRefused("[", "its array has no end after element 0");
        assertRefused("[1,2", "element 2 of its array has no end");
        assertRefused("[1,2,", "its array has no end after element 2");
        assertRefused("[1,{\"a\":2}", "element 2 of its array has no end");
        assertRefused("[1,{\"a\":\"2", "element 2 of its array has no end");
    }

    @Test
    void shouldAcceptNestingOfAnyDepth() throws IOException {
        String deep = "[{\"a\":".repeat(100_000) + "}]".repeat(100_000);
        assertThat(elements("[1," + deep + ",2]")).containsExactly("1", deep, "2");
    }

    @Test
    void shouldReadTheSameElementsFromPiecesOfAnySize() throws IOException {
        SplittableRandom random = Seed.random(getClass());
        HostileJson json = new HostileJson(random, "token");
        String[] spaces = {"", "", " ", "\n", "\r\n", "\t "};
        for (int i = 0; i < 200; i++) {
            List<String> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder("[");
            for (int n = random.nextInt(100); n > 0; n--) {
                String element = new String(
                                random.nextInt(50) == 0 ? json.nextDeepName() : json.nextObject(), ISO_8859_1)
                        .strip();
                expected.add(element.replace('\n', ' '));
                text.append(spaces[random.nextInt(6)])
                        .append(element)
                        .append(spaces[random.nextInt(6)])
                        .append(n == 1 ? "" : ",");
            }
            text.append(random.nextBoolean() ? "]" : "]\n");

            assertThat(elements(new Pieces(text.toString(), random))).isEqualTo(expected);
        }
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> elements(text))
                .isInstanceOf(IOException.class)
                .hasMessage("it ends too early: " + why);
    }

    private static List<String> elements(String text) throws IOException {
        return elements(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    }

    private static List<String> elements(InputStream in) throws IOException {
        JsonArrayReader reader = new JsonArrayReader(in);
        List<String> elements = new ArrayList<>();
        for (byte[] element = reader.next(); element != null; element = reader.next()) {
            elements.add(new String(element, ISO_8859_1));
            assertThat(reader.number()).isEqualTo(elements.size());
        }
        return elements;
    }
}
