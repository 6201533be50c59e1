package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinesSinkTest {

    private static final int BUFFER = 1 << 18;

    @TempDir
    private Path folder;

    @Test
    void shouldKeepLinesWholeWithSeveralWriters() throws Exception {
        Path file = folder.resolve("lines");
        try (SinkWriter<OutputRecord> one = writer(file);
                SinkWriter<OutputRecord> two = writer(file)) {
            for (int i = 0; i < 2_000; i++) {
                one.write(record("a".repeat(i % 997)), null);
                two.write(record("b".repeat(i % 991)), null);
            }
            one.flush(true);
            two.flush(true);
        }

        assertThat(Files.readAllLines(file)).hasSize(4_000).allMatch(line -> line.matches("a*|b*"));
    }

    @Test
    void shouldWriteLinesLongerThanTheBuffer() throws Exception {
        Path file = folder.resolve("lines");
        try (SinkWriter<OutputRecord> writer = writer(file)) {
            for (int length : new int[] {BUFFER - 1, 1, BUFFER, 2, BUFFER + 1, 3 * BUFFER, 0}) {
                writer.write(record("x".repeat(length)), null);
            }
            writer.flush(true);
        }

        assertThat(Files.readAllLines(file))
                .extracting(String::length)
                .containsExactly(BUFFER - 1, 1, BUFFER, 2, BUFFER + 1, 3 * BUFFER, 0);
    }

    @Test
    void shouldChooseTheFileByRoute() throws Exception {
        Path events = folder.resolve("events");
        Path letters = folder.resolve("letters");
        try (SinkWriter<OutputRecord> writer =
                new LinesSink(Map.of(Route.EVENTS, events, Route.DEAD_LETTERS, letters)).createWriter(null)) {
            for (Route route : List.of(Route.DEAD_LETTERS, Route.EVENTS)) {
                writer.write(record(route, route + " 1"), null);
                writer.write(record(route, route + " 2"), null);
            }
            assertThatThrownBy(() -> writer.write(record(Route.LEFT, "left"), null))
                    .hasMessage("no file for records of route LEFT");
            writer.flush(true);
        }

        assertThat(Files.readAllLines(events)).containsExactly("EVENTS 1", "EVENTS 2");
        assertThat(Files.readAllLines(letters)).containsExactly("DEAD_LETTERS 1", "DEAD_LETTERS 2");
        assertThat(folder.toFile().list()).as("only these two files").hasSize(2);
    }

    @Test
    void shouldCreateAFileEvenIfNothingIsWritten() throws Exception {
        Path file = folder.resolve("lines");
        writer(file).close();

        assertThat(file).isEmptyFile();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameTheFileWhenTheDiskIsFull() throws Exception {
        try (SinkWriter<OutputRecord> writer = writer(Path.of("/dev/full"))) {
            writer.write(record("line"), null);

            assertThatThrownBy(() -> writer.flush(true))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage("cannot write /dev/full: No space left on device");
        }
    }

    @Test
    void shouldNameAFileThatCannotBeCreated() {
        Path file = folder.resolve("absent/lines");

        assertThatThrownBy(() -> writer(file))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage("cannot write " + file + ": no such file");
    }

    private static SinkWriter<OutputRecord> writer(Path file) throws IOException {
        return new LinesSink(Map.of(Route.EVENTS, file)).createWriter(null);
    }

    private static OutputRecord record(String value) {
        return record(Route.EVENTS, value);
    }

    private static OutputRecord record(Route route, String value) {
        return new OutputRecord(route, null, value.getBytes(UTF_8), Headers.NONE, 0);
    }
}
