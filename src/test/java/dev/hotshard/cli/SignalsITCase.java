package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to the commands on files, in a process of their own. */
class SignalsITCase {

    private static final int EVENTS = 20_000;
    private static final String VALUES = Events.lines(EVENTS);

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void makeOutput() throws IOException {
        out = Files.createDirectories(folder.resolve("results"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT, detect, .events.ndjson.partial",
        "HUP, detect, .events.ndjson.partial",
        "TERM, restore, .left.ndjson.partial"
    })
    void shouldEndAtOnceAndLeaveNothing(String signal, String command, String result) throws Exception {
        try (MainProcess process = MainProcess.start(folder, interruptible(), command, "--out", out.toString(), "-")) {
            process.feed(VALUES, out.resolve(result));

            process.signal(signal);

            assertThat(process.await()).isEqualTo(new CommandRun(130, "", ""));
            assertThat(out).isEmptyDirectory();
            assertThat(temporary()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"HUP", "TERM"})
    void shouldLeaveNothingIfTheClusterIsStillStarting(String signal) throws Exception {
        try (MainProcess process = MainProcess.start(folder, interruptible(), "detect", "--out", out.toString(), "-")) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !temporary().isEmpty());

            process.signal(signal);

            assertThat(process.await()).isEqualTo(new CommandRun(130, "", ""));
            assertThat(out).isEmptyDirectory();
            assertThat(temporary()).isEmpty();
        }
    }

    @Test
    void shouldIgnoreASignalThatWasIgnoredAtTheStart() throws Exception {
        try (MainProcess process =
                MainProcess.start(folder, List.of("nohup"), "detect", "--out", out.toString(), "-")) {
            process.feed(VALUES, out.resolve(".events.ndjson.partial"));

            process.signal("HUP");
            process.input().close();

            assertThat(process.await().exit()).isZero();
            assertThat(Files.readAllLines(out.resolve("events.ndjson"))).hasSize(EVENTS);
        }
    }

    private List<String> temporary() throws IOException {
        try (Stream<Path> files = Files.list(MainProcess.temporary(folder))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("hotshard-"))
                    .toList();
        }
    }

    /** Restores default signal handling, because children of a background build inherit ignored signals. */
    private static List<String> interruptible() throws Exception {
        List<String> reset = List.of("env", "--default-signal=INT,HUP,TERM");
        return MainProcess.canRun(reset, "true") ? reset : List.of();
    }
}
