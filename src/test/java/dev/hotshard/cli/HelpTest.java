package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The help of the commands, and the flags that each has. */
class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "detect --help",
                "detect -h",
                "run --help",
                "breakdown --help",
                "restore --help",
                "demo --help"
            })
    void shouldPrintHelpToStandardOutput(String words) {
        CommandRun run = CommandRun.of(words.split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Usage: hotshard");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void shouldNameEveryCommand() {
        assertThat(CommandRun.of("--help").out()).contains("detect", "run", "breakdown", "restore", "demo", "bench");
    }

    /** A flag that does nothing in a command is not among them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "detect | --out --parallelism --json --threshold",
                "run | --bootstrap --create-topics --input --output --hot-ids --dead-letters --state --accept-loss "
                        + "--parallelism --threshold",
                "breakdown | --top --json --bootstrap --topic --parallelism",
                "restore | --out --batches --bootstrap --create-topics --state --from-topic --to-topic --left-topic "
                        + "--dead-letters --distinct-id --event --project --since --until --id-from --id-map "
                        + "--insert-id --dry-run --parallelism --json --threshold",
                "demo | --events --keep --seed --json --parallelism --threshold"
            })
    void shouldHaveOnlyFlagsThatActInTheCommand(String command, String flags) {
        CommandLine.Model.CommandSpec spec =
                CommandLines.of(new Main()).getSubcommands().get(command).getCommandSpec();

        assertThat(spec.options())
                .extracting(CommandLine.Model.OptionSpec::longestName)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(flags.split(" "), "--help --verbose --config -D --timezone".split(" "))
                                .flatMap(Stream::of)
                                .toList());
    }

    @Test
    void shouldNameTheThresholdOfTheDemo() {
        assertThat(CommandRun.of("demo", "--help").out())
                .contains("(default: 2000)")
                .doesNotContain("200000");
    }

    @Test
    void shouldNameEveryFlagOfDetect() {
        assertThat(CommandRun.of("detect", "--help").out())
                .contains(
                        "--out=DIR",
                        "--threshold=N",
                        "--timezone=ZONE",
                        "--parallelism=N",
                        "--json",
                        "--config=FILE",
                        "-D=KEY=VALUE",
                        "--verbose",
                        "--help",
                        "INPUT");
    }

    @Test
    void shouldNameEveryFlagOfBreakdown() {
        assertThat(CommandRun.of("breakdown", "--help").out())
                .contains(
                        "--top=N",
                        "--bootstrap=HOST:PORT",
                        "--topic=TOPIC",
                        "--timezone=ZONE",
                        "--json",
                        "--config=FILE",
                        "-D=KEY=VALUE",
                        "--verbose",
                        "--help",
                        "INPUT");
    }

    @Test
    void shouldNameEveryFlagOfRestore() {
        assertThat(CommandRun.of("restore", "--help").out())
                .contains(
                        "--out=DIR",
                        "--batches",
                        "--dry-run",
                        "--json",
                        "--distinct-id=ID",
                        "--event=NAME",
                        "--project=TOKEN",
                        "--since=DATE",
                        "--until=DATE",
                        "--id-from=PROPERTY",
                        "--id-map=FILE",
                        "--insert-id=keep|derive",
                        "--bootstrap=HOST:PORT",
                        "--from-topic=TOPIC",
                        "--to-topic=TOPIC",
                        "--left-topic=TOPIC",
                        "--dead-letters=TOPIC",
                        "--create-topics",
                        "--state=DIR",
                        "--threshold=N",
                        "--timezone=ZONE",
                        "--parallelism=N",
                        "--config=FILE",
                        "-D=KEY=VALUE",
                        "--verbose",
                        "--help",
                        "INPUT");
    }
}
