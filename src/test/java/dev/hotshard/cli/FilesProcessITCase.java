package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on files in a process of their own: exit codes, sockets and everything that they print. */
class FilesProcessITCase {

    private static final int EVENTS = 20_000;
    private static final String VALUES = Events.lines(EVENTS);

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void makeOutput() throws IOException {
        out = Files.createDirectories(folder.resolve("results"));
    }

    @Test
    void shouldExitWithTwoForAnInvalidCommandLine() throws Exception {
        try (MainProcess process =
                MainProcess.start(folder, List.of(), "detect", "--outt", out.toString(), "in", "--out", "x")) {
            assertThat(process.await()).isEqualTo(new CommandRun(2, "", """
                    hotshard detect: Unknown option: '--outt': did you mean --out?
                    See hotshard detect --help
                    """));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldHideResultsAndReserveTheFolderUntilTheEnd() throws Exception {
        try (MainProcess process = MainProcess.start(folder, List.of(), "detect", "--out", out.toString(), "-")) {
            process.feed(VALUES, out.resolve(".events.ndjson.partial"));

            assertThat(ListeningSockets.of(process.pid())).isNotEmpty().allMatch(ListeningSockets::isLoopback);
            assertThat(visible()).isEmpty();
            CommandRun second = CommandRun.of(
                    "detect",
                    "--out",
                    out.toString(),
                    Files.writeString(folder.resolve("second"), "{}").toString());
            assertThat(second)
                    .isEqualTo(new CommandRun(
                            1,
                            "",
                            "hotshard detect: the output folder is not empty: " + out
                                    + " holds .dead-letters.ndjson.partial, .events.ndjson.partial, "
                                    + ".hot-ids.ndjson.partial; a run that was killed, or is still active,"
                                    + " left these: delete them once no other run is active\n"));

            process.input().close();
            CommandRun run = process.await();
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).startsWith("events              20,000\n");
            assertThat(run.exit()).isZero();
            assertThat(Files.readAllLines(out.resolve("events.ndjson"))).hasSize(EVENTS);
            assertThat(visible()).containsExactlyInAnyOrder("events.ndjson", "hot-ids.ndjson", "dead-letters.ndjson");
        }
    }

    @ParameterizedTest
    @CsvSource({"detect --help, hotshard:", "breakdown /dev/null, hotshard breakdown:", "--help, hotshard:"})
    @EnabledOnOs(OS.LINUX)
    void shouldFailIfTheReportCannotBeWritten(String words, String name) throws Exception {
        try (MainProcess process =
                MainProcess.start(folder, List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh"), words.split(" "))) {
            CommandRun run = process.await();
            assertThat(run.err()).endsWith(name + " cannot write to standard output: No space left on device\n");
            assertThat(run.exit()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotFailIfThePipeIsClosed() throws Exception {
        List<String> closed = List.of("sh", "-c", "{ \"$@\"; echo $? >&2; } | true", "sh");
        try (MainProcess process = MainProcess.start(folder, closed, "restore", "--help")) {
            assertThat(process.await()).isEqualTo(new CommandRun(0, "", "0\n"));
        }
    }

    @Test
    void shouldReadArgumentsAsUtf8InEveryLocale() throws Exception {
        String id = "M\u00fcller \ud83d\ude00";
        Path input = Files.writeString(folder.resolve("in"), """
                {"event":"$hotshard_events","properties":{"distinct_id":"","mp_original_event_name":"e",\
                "mp_original_distinct_id":"%s","$insert_id":"1","n\u00e4me":"b\u00e4r"}}
                """.formatted(id));
        List<String> inC = List.of("env", "-u", "LC_CTYPE", "LC_ALL=C");
        try (MainProcess process = MainProcess.start(
                folder,
                inC,
                "restore",
                "--out",
                out.toString(),
                "--distinct-id",
                id,
                "--id-from",
                "n\u00e4me",
                "--insert-id",
                "derive",
                "-D",
                "hotshard.hash-secret=gehe\u00efm",
                input.toString())) {
            assertThat(process.await().exit()).isZero();
        }
        String restored = Files.readString(out.resolve("restored.ndjson"));
        assertThat(restored).contains("\"distinct_id\":\"b\u00e4r\"");

        Path there = folder.resolve("there");
        assertThat(CommandRun.of(
                                "restore",
                                "--out",
                                there.toString(),
                                "--distinct-id",
                                id,
                                "--id-from",
                                "n\u00e4me",
                                "--insert-id",
                                "derive",
                                "-D",
                                "hotshard.hash-secret=gehe\u00efm",
                                input.toString())
                        .exit())
                .isZero();
        assertThat(Files.readString(there.resolve("restored.ndjson")))
                .as("in this process's locale")
                .isEqualTo(restored);
    }

    @ParameterizedTest
    @CsvSource({"detect, .events.ndjson.partial", "restore, .left.ndjson.partial"})
    void shouldLeaveNothingOnAFullDisk(String command, String result) throws Exception {
        Path input = Files.writeString(folder.resolve("in"), VALUES);
        List<String> unshare = List.of("unshare", "--user", "--map-root-user", "--mount");
        assumeTrue(MainProcess.canRun(unshare, "true"), "skipped: this user may not mount a small disk");
        // Only this process sees the mounted disk, so it must list the remaining files itself.
        List<String> onSmallDisk = Stream.concat(
                        unshare.stream(),
                        Stream.of(
                                "/bin/sh",
                                "-c",
                                "mount -t tmpfs -o size=1m none \"$0\" || exit; \"$@\"; code=$?; ls -A \"$0\"; "
                                        + "exit $code",
                                out.toString()))
                .toList();
        try (MainProcess process =
                MainProcess.start(folder, onSmallDisk, command, "--out", out.toString(), input.toString())) {
            assertThat(process.await())
                    .isEqualTo(new CommandRun(
                            1,
                            "",
                            "hotshard " + command + ": cannot write " + out.resolve(result)
                                    + ": No space left on device\n"));
        }
    }

    private List<String> visible() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }
}
