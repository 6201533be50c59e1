package dev.hotshard.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileJsonTest {

    private static final String A = "{\"id\":\"a\",\"match\":{}}";
    private static final String B = "{\"id\":\"b\",\"match\":{\"distinct_id\":1}}";

    @Test
    void shouldReadArraysAndLinesAlike() throws Exception {
        assertThat(ids("[" + A + "," + B + "]")).containsExactly("a", "b");
        assertThat(ids(" \n[\n" + A + "\n,\r\n" + B + "\n]\n")).containsExactly("a", "b");
        assertThat(ids(A + "\n" + B + "\n")).containsExactly("a", "b");
        assertThat(ids("\n\n" + A + "\r\n \t\r\n" + B)).containsExactly("a", "b");
    }

    @Test
    void shouldAcceptAFileWithoutRules() throws Exception {
        for (String empty : List.of("", "\n", "[]", " [ ] ")) {
            assertThat(ids(empty)).isEmpty();
        }
    }

    @Test
    void shouldNameThePlaceOfEachProblem() {
        String wrong = "{\"match\":{},\"threshold\":-1}";
        String least = "expected a whole number from 0 to 4611686018427387902";
        assertThat(problems("\n" + A + "\n" + wrong + "\n" + A))
                .containsExactly(
                        "line 3: id is missing",
                        "line 3: threshold: " + least,
                        "line 4: the id of another rule of the file");
        assertThat(problems("[" + A + ",\n" + wrong + "," + A + "]"))
                .containsExactly(
                        "element 2: id is missing",
                        "element 2: threshold: " + least,
                        "element 3: the id of another rule of the file");
    }

    @Test
    void shouldRefuseABrokenFileAsAWhole() {
        assertThat(problems("[" + A + "," + B)).containsExactly("not JSON: expected ',' or ']', found the end at 59");
        assertThat(problems("[" + A + ",]")).containsExactly("not JSON: expected a value, found byte 0x5d at 23");
        assertThat(problems("[] x")).containsExactly("not JSON: expected the end, found byte 0x78 at 3");
        assertThat(problems(A + B)).containsExactly("line 1: not JSON: expected the end, found byte 0x7b at 21");
    }

    private static List<String> ids(String content) throws InvalidRuleException {
        return RuleFileJson.read(content.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Rule::id)
                .toList();
    }

    private static List<String> problems(String content) {
        return catchThrowableOfType(InvalidRuleException.class, () -> ids(content))
                .problems();
    }
}
