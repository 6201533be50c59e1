package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hotshard.testkit.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process of its own shows of the commands on files: exit codes, signals, sockets, and all that is printed. */
class FilesProcessITCase {

    private static final int EVENTS = 20_000;
    private static final String VALUES = IntStream.range(0, EVENTS)
            .mapToObj(i -> Events.value("id " + i) + "\n").collect(Collectors.joining());

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void makeOutput() throws IOException {
        out = Files.createDirectories(folder.resolve("results"));
    }

    @Test
    void commandThatIsNotUnderstoodEndsWithTwo() throws Exception {
        try (MainProcess process = MainProcess.start(folder, List.of(), "detect", "--outt", out.toString(), "in", "--out", "x")) {
            assertThat(process.await()).isEqualTo(new CommandRun(2, "", """
                    hotshard detect: Unknown option: '--outt': did you mean --out?
                    See hotshard detect --help
                    """));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsHaveNoNameAndNobodyElseIsLetInBeforeTheEnd() throws Exception {
        try (MainProcess process = MainProcess.start(folder, List.of(), "detect", "--out", out.toString(), "-")) {
            feed(process, ".events.ndjson.partial");

            assertThat(ListeningSockets.of(process.pid())).isNotEmpty().allMatch(ListeningSockets::isLoopback);
            assertThat(visible()).isEmpty();
            CommandRun second = CommandRun.of("detect", "--out", out.toString(), Files.writeString(folder.resolve("second"), "{}").toString());
            assertThat(second).isEqualTo(
                    new CommandRun(1, "", "hotshard detect: the output folder is not empty: " + out + "\n"));

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
    @CsvSource({"detect, .events.ndjson.partial", "restore, .left.ndjson.partial"})
    void interruptEndsItAtOnceAndLeavesNothingBehind(String command, String result) throws Exception {
        try (MainProcess process = MainProcess.start(folder, interruptible(), command, "--out", out.toString(), "-")) {
            feed(process, result);

            process.signal("INT");

            assertThat(process.await()).isEqualTo(new CommandRun(130, "", ""));
            assertThat(out).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"detect, .events.ndjson.partial", "restore, .left.ndjson.partial"})
    void fullDiskLeavesNothingBehind(String command, String result) throws Exception {
        Path input = Files.writeString(folder.resolve("in"), VALUES);
        List<String> unshare = List.of("unshare", "--user", "--map-root-user", "--mount");
        assumeTrue(canRun(unshare, "true"), "skipped: this user may not mount a small disk");
        // The disk is there for this process alone, so it must say itself what is left on it.
        List<String> onSmallDisk = Stream.concat(unshare.stream(), Stream.of("/bin/sh", "-c",
                "mount -t tmpfs -o size=1m none \"$0\" || exit; \"$@\"; code=$?; ls -A \"$0\"; exit $code", out.toString())).toList();
        try (MainProcess process = MainProcess.start(folder, onSmallDisk, command, "--out", out.toString(), input.toString())) {
            assertThat(process.await()).isEqualTo(new CommandRun(1, "",
                    "hotshard " + command + ": cannot write " + out.resolve(result) + ": No space left on device\n"));
        }
    }

    /** Feeds all events, and waits until results of them are written. */
    private void feed(MainProcess process, String result) throws IOException {
        process.input().write(VALUES.getBytes(UTF_8));
        process.input().flush();
        await().atMost(Duration.ofSeconds(60)).until(() -> out.resolve(result).toFile().length() > 0);
    }

    private List<String> visible() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith(".")).toList();
        }
    }

    /** A build in the background may ignore interrupts, and so would its children. */
    private static List<String> interruptible() throws Exception {
        List<String> reset = List.of("env", "--default-signal=INT");
        return canRun(reset, "true") ? reset : List.of();
    }

    private static boolean canRun(List<String> launcher, String command) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(launcher.stream(), Stream.of(command)).toList()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
