package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages for invalid command lines. */
class UsageTest {

    @TempDir
    private Path folder;

    private String input;
    private String out;

    @BeforeEach
    void makeInput() throws IOException {
        input = Files.writeString(folder.resolve("in.ndjson"), "{}\n").toString();
        out = folder.resolve("out").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "detect | --out OUT INPUT | hotshard.scatter-key=random | hotshard.scatter-key does nothing in detect: "
                        + "leave it out; it acts in run, restore of topics, demo",
                "detect | --out OUT INPUT | hotshard.kafka.properties.client.id=a | "
                        + "hotshard.kafka.properties.client.id does nothing in detect: leave it out; it acts in run, "
                        + "restore of topics, breakdown of topics, demo",
                "breakdown | INPUT | hotshard.threshold=1 | hotshard.threshold does nothing in breakdown of files: "
                        + "leave it out; it acts in detect, run, restore, demo",
                "breakdown | --topic a | hotshard.threshold=1 | hotshard.threshold does nothing in breakdown: "
                        + "leave it out; it acts in detect, run, restore, demo",
                "restore | --out OUT INPUT | hotshard.kafka.create-topics=true | hotshard.kafka.create-topics does "
                        + "nothing in restore of files: leave it out; it acts in run, restore of topics, demo",
                "run | | hotshard.kafka.open-transactions-wait=1s | hotshard.kafka.open-transactions-wait does nothing "
                        + "in run: leave it out; it acts in restore of topics, breakdown of topics",
                "demo | | hotshard.kafka.input-topic=a | hotshard.kafka.input-topic does nothing in demo: leave it "
                        + "out; it acts in run"
            })
    void shouldRefuseAnOptionThatDoesNothingInTheCommand(String command, String words, String option, String message) {
        assertUsage(command, (words == null ? "" : words + " ") + "-D " + option, message);
    }

    @Test
    void shouldAcceptAFileOfOptionsThatCommandsShare() throws IOException {
        Path config = Files.writeString(folder.resolve("shared.yaml"), "hotshard.kafka.input-topic: events\n");

        assertThat(CommandRun.of("breakdown", "--config", config.toString(), input)
                        .exit())
                .isZero();
    }

    @Test
    void shouldReportAMissingCommand() {
        assertUsage(CommandRun.of(), "hotshard", "no command given");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xyz | unknown command 'xyz'",
                "detct | unknown command 'detct': did you mean detect or demo?",
                "--treshold | Unknown option: '--treshold'",
                "--helpp | Unknown option: '--helpp': did you mean --help?"
            })
    void shouldNameAnUnknownCommand(String word, String message) {
        assertUsage(CommandRun.of(word), "hotshard", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Missing required options and parameters: '--out=DIR', 'INPUT'",
                "INPUT | Missing required option: '--out=DIR'",
                "--out OUT | Missing required parameter: 'INPUT'",
                "INPUT --out | Missing required parameter for option '--out' (DIR)",
                "--out --json INPUT | Expected parameter for option '--out' but found '--json'",
                "--out OUT --jsn INPUT | Unknown option: '--jsn': did you mean --json?",
                "--out OUT INPUT -x | Unknown option: '-x'",
                "--out OUT --out OUT INPUT | option '--out' (DIR) should be specified only once",
                "--out OUT -n 1 --threshold 2 INPUT | option '--threshold' (N) should be specified only once",
                "--out OUT -p zero INPUT | Invalid value for option '--parallelism': 'zero' is not an int",
                "--out OUT -p 0 INPUT | --parallelism is '0': expected a whole number from 1 to 720",
                "--out OUT -p 721 INPUT | --parallelism is '721': expected a whole number from 1 to 720",
                "--out OUT --threshold 0 INPUT | hotshard.threshold is '0': expected a whole number, at least 1",
                "--out OUT --threshold -5 INPUT | hotshard.threshold is '-5': expected a whole number, at least 1",
                "--out OUT INPUT --timezone Mars | hotshard.event-date.timezone is 'Mars': expected an IANA "
                        + "time zone such as UTC or Europe/Berlin",
                "--out OUT -D hotshard.treshold=1 INPUT | unknown option hotshard.treshold: did you mean "
                        + "hotshard.threshold?",
                "--out OUT -D treshold=1 INPUT | unknown option treshold",
                "--out OUT -D hotshard.threshold INPUT | -D without a key or '=': expected KEY=VALUE",
                "--out OUT -D =1 INPUT | -D without a key or '=': expected KEY=VALUE",
                "--out OUT -Dhotshard.threshold=1 -D hotshard.threshold=2 INPUT | hotshard.threshold is given "
                        + "twice by -D",
                "--out OUT -n 1 -D hotshard.threshold=1 INPUT | hotshard.threshold is given twice: by a flag and by -D",
                "--out OUT --config absent.yaml INPUT | --config: cannot read absent.yaml"
            })
    void shouldNameInvalidWordsOfDetect(String words, String message) {
        assertUsage("detect", words, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | nothing to read: expected INPUT, or --bootstrap, --from-topic and --to-topic",
                "--out OUT | nothing to read: expected INPUT, or --bootstrap, --from-topic and --to-topic",
                "INPUT | --out is missing: expected a folder for the results",
                "INPUT --batches | --out is missing: expected a folder for the results",
                "--out OUT INPUT --from-topic a | INPUT and topics exclude each other: expected files, or --from-topic",
                "--create-topics INPUT | INPUT and topics exclude each other: expected files, or --from-topic",
                "--bootstrap localhost:1 --from-topic a --to-topic b --out OUT "
                        + "| --out and --batches apply only to files",
                "--from-topic a --batches | --out and --batches apply only to files",
                "--out OUT INPUT -p 2 | --parallelism does nothing for files, which one subtask reads: leave it out",
                "--bootstrap localhost:1 | --from-topic is missing",
                "--to-topic b | --from-topic is missing",
                "--left-topic b | --from-topic is missing",
                "--state OUT | --from-topic is missing",
                "--dead-letters b | --from-topic is missing",
                "--out OUT INPUT --id-from user --id-map ids.csv | --id-from and --id-map exclude each other",
                "--out OUT INPUT --id-from= | --id-from is empty: expected the name of a property",
                "--out OUT INPUT --since 2021-04-19 --until 2021-04-18 | --since 2021-04-19 is after --until "
                        + "2021-04-18",
                "--out OUT INPUT --since 18.4.2021 | Invalid value for option '--since': '18.4.2021' is not a "
                        + "date: expected YYYY-MM-DD",
                "--out OUT INPUT --until 2021-02-30 | Invalid value for option '--until': '2021-02-30' is not a "
                        + "date: expected YYYY-MM-DD",
                "--out OUT INPUT --insert-id new | Invalid value for option '--insert-id': 'new': expected keep "
                        + "or derive",
                "--out OUT INPUT --insert-id KEEP | Invalid value for option '--insert-id': 'KEEP': expected "
                        + "keep or derive",
                "--out OUT INPUT --since 2021-04-18 --since 2021-04-18 | option '--since' (DATE) should be "
                        + "specified only once",
                "--out OUT INPUT --distinct-id | Missing required parameter for option '--distinct-id' (ID)",
                "--out OUT INPUT --dryrun | Unknown option: '--dryrun': did you mean --dry-run?",
                "--out OUT INPUT --threshold 0 | hotshard.threshold is '0': expected a whole number, at least 1",
                "--out OUT INPUT --timezone Mars | hotshard.event-date.timezone is 'Mars': expected an IANA "
                        + "time zone such as UTC or Europe/Berlin"
            })
    void shouldNameInvalidWordsOfRestore(String words, String message) {
        assertUsage("restore", words, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | nothing to read: expected INPUT, or --bootstrap and --topic",
                "--bootstrap localhost:1 | --topic is missing",
                "--topic a INPUT | --topic and INPUT exclude each other",
                "-p 2 INPUT | --parallelism does nothing for files, which one subtask reads: leave it out",
                "--threshold 5 INPUT | Unknown option: '--threshold'",
                "--topic a/b --bootstrap localhost:1 | --topic is 'a/b': expected the name of a topic",
                "--top ten INPUT | Invalid value for option '--top': 'ten' is not an int",
                "--top 0 INPUT | --top is '0': expected a whole number from 1 to 1000",
                "--top 1001 INPUT | --top is '1001': expected a whole number from 1 to 1000",
                "--out OUT INPUT | Unknown option: '--out'",
                "INPUT --timezone Mars | hotshard.event-date.timezone is 'Mars': expected an IANA time zone "
                        + "such as UTC or Europe/Berlin"
            })
    void shouldNameInvalidWordsOfBreakdown(String words, String message) {
        assertUsage("breakdown", words, message);
    }

    @Test
    void shouldNameAllBadValuesAtOnce() {
        CommandRun run = CommandRun.of("run", "--bootstrap", "here", "--input", "a", "--output", "a");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                hotshard run: hotshard.kafka.bootstrap-servers is 'here': expected host:port[,host:port...] \
                (--bootstrap)
                hotshard run: hotshard.kafka.hot-ids-topic is missing: expected the name of a topic (--hot-ids)
                hotshard run: hotshard.kafka.dead-letters-topic is missing: expected the name of a topic \
                (--dead-letters)
                hotshard run: hotshard.kafka.input-topic and hotshard.kafka.output-topic are both 'a': expected a \
                topic for each
                See hotshard run --help
                """);
    }

    private void assertUsage(String command, String words, String message) {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of(command), Stream.of(words.split(" ")))
                .filter(word -> !word.isEmpty())
                .map(word -> word.equals("INPUT") ? input : word.equals("OUT") ? out : word)
                .toArray(String[]::new));

        assertUsage(run, "hotshard " + command, message);
        assertThat(Path.of(out)).doesNotExist();
    }

    private static void assertUsage(CommandRun run, String command, String message) {
        assertThat(run.err()).isEqualTo(command + ": " + message + "\nSee " + command + " --help\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }
}
