package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** An option with a text value accepts any text. */
class CommandLinesTest {

    private static final List<String> TEXTS = List.of(
            "",
            "-",
            "--",
            "-n5",
            "-nQk3vX",
            "-Dhotshard.threshold=1",
            "--json",
            "--json=x",
            "--distinct-id=a",
            "@file",
            "a,b",
            "a=b",
            "\"quoted\"",
            "'",
            " -n",
            "\u00e9\ud83d\ude00",
            "\\",
            "$insert_id",
            "\n");

    /** The options with a text value, of all commands. */
    static Stream<Arguments> textOptions() {
        return CommandLines.of(new Main()).getSubcommands().entrySet().stream()
                .flatMap(command -> command.getValue().getCommandSpec().options().stream()
                        .filter(CommandLinesTest::isText)
                        .flatMap(
                                option -> Stream.of(option.names()).map(name -> Arguments.of(command.getKey(), name))));
    }

    private static boolean isText(OptionSpec option) {
        Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
        return option.arity().min() == 1 && type == String.class;
    }

    @ParameterizedTest
    @MethodSource("textOptions")
    void shouldAcceptAnyTextForATextOption(String command, String option) {
        for (String text : TEXTS) {
            assertThat(value(command, option, option + "=" + text)).isEqualTo(text);
        }
    }

    @Test
    void shouldKnowEveryTextOptionOfRestore() {
        assertThat(textOptions()
                        .map(arguments -> arguments.get()[0] + " " + arguments.get()[1]))
                .contains(
                        "restore --distinct-id",
                        "restore --event",
                        "restore --project",
                        "restore --id-from",
                        "run --input",
                        "detect -D",
                        "breakdown --timezone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nQk3vX", "-x", "-", "@a", "a b", "-p4"})
    void shouldAcceptTextThatIsNotAnOptionAsASeparateWord(String text) {
        assertThat(value("restore", "--distinct-id", "--distinct-id", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--event=a", "-n", "-Dk=v", "--"})
    void shouldRefuseAnOptionInPlaceOfAValue(String next) {
        CommandLine line = CommandLines.of(new Main());

        assertThatThrownBy(() -> CommandLines.words(line, "restore", "--distinct-id", next))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Expected parameter for option '--distinct-id' but found '");
    }

    @Test
    void shouldTreatWordsAfterTwoDashesAsFiles() {
        assertThat(parse("detect", "--out", "o", "--", "-x", "--json", "--")
                        .matchedPositional(0)
                        .<List<String>>getValue())
                .containsExactly("-x", "--json", "--");
    }

    @Test
    void shouldNotRepeatWordsThatMayBeSecret() {
        assertThat(CommandRun.of("detect", "--out", "o", "--hotshard.hash-secrt=swordfish", "in")
                        .err())
                .startsWith("hotshard detect: Unknown option: '--hotshard.hash-secrt'")
                .doesNotContain("swordfish");
        assertThat(CommandRun.of("run", "-D", "hotshard.kafka.properties.ssl.key.password=", "swordfish")
                        .err())
                .startsWith("hotshard run: more words than expected: a value with spaces needs quotes")
                .doesNotContain("swordfish");
        assertThat(CommandRun.of("run", "-D", "swordfish").err())
                .startsWith("hotshard run: -D without a key or '='")
                .doesNotContain("swordfish");
        assertThat(CommandRun.of("run", "-D", "hotshard.kafka.properties.sasl.jaas.confg=swordfish")
                        .err())
                .doesNotContain("swordfish");
    }

    private static String value(String command, String option, String... words) {
        Object value = parse(Stream.concat(Stream.of(command), Stream.of(words)).toArray(String[]::new))
                .matchedOption(option)
                .stringValues();
        return ((List<?>) value).get(0).toString();
    }

    private static ParseResult parse(String... words) {
        CommandLine line = CommandLines.of(new Main());
        // Another test covers missing values of other options.
        line.getSubcommands().values().forEach(command -> command.setParameterExceptionHandler((e, args) -> 0));
        line.setStopAtUnmatched(false);
        try {
            return line.parseArgs(CommandLines.words(line, words)).subcommand();
        } catch (CommandLine.MissingParameterException e) {
            return e.getCommandLine().getParseResult();
        }
    }
}
