package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments that a JVM under {@code LC_ALL=C} has corrupted, repaired from the bytes that the system provides. */
class ProgramArgumentsTest {

    @Test
    void shouldPreferTheBytesOfTheSystem() {
        assertThat(utf8(
                        List.of("java", "Main", "restore", "--distinct-id", "M\u00fcller\ud83d\ude00"),
                        "restore",
                        "--distinct-id",
                        "M??ller????"))
                .containsExactly("restore", "--distinct-id", "M\u00fcller\ud83d\ude00");
    }

    @Test
    void shouldLeaveArgumentsOfAnotherProgramAlone() {
        assertThat(utf8(List.of("java", "Runner", "M\u00fcller"), "restore", "a?b"))
                .containsExactly("restore", "a?b");
        assertThat(utf8(List.of("a"), "restore", "a")).containsExactly("restore", "a");
        assertThat(utf8(List.of(), "restore", "a")).containsExactly("restore", "a");
    }

    @Test
    void shouldReturnNoArgumentsForNone() {
        assertThat(utf8(List.of("java", "Main"))).isEmpty();
    }

    @Test
    void shouldKeepEmptyArguments() {
        assertThat(utf8(List.of("java", "Main", "", "\u00e9", ""), "", "??", ""))
                .containsExactly("", "\u00e9", "");
    }

    @Test
    void shouldRefuseAnArgumentThatIsNotUtf8() {
        byte[] latin = {'M', (byte) 0xfc, 'l'};
        assertThatThrownBy(() ->
                        ProgramArguments.utf8(new String[] {"a", "M\ufffdl"}, List.of("a".getBytes(UTF_8), latin)))
                .hasMessage("argument 2 is not UTF-8: expected text in UTF-8, in any locale");
    }

    @Test
    void shouldRefuseACorruptedArgumentWithoutBytesOfTheSystem() {
        assertThatThrownBy(() -> ProgramArguments.utf8(new String[] {"M\ufffdl"}, List.of()))
                .hasMessage("argument 1 is not UTF-8: expected text in UTF-8, in any locale");
    }

    private static String[] utf8(List<String> commandLine, String... decoded) {
        return ProgramArguments.utf8(
                decoded, commandLine.stream().map(word -> word.getBytes(UTF_8)).toList());
    }
}
