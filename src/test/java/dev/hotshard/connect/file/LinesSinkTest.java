package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void writersOfOneFileNeverCutALine() throws Exception {
        Path file = folder.resolve("lines");
        try (SinkWriter<String> one = writer(file);
                SinkWriter<String> two = writer(file)) {
            for (int i = 0; i < 2_000; i++) {
                one.write("a".repeat(i % 997), null);
                two.write("b".repeat(i % 991), null);
            }
            one.flush(true);
            two.flush(true);
        }

        assertThat(Files.readAllLines(file)).hasSize(4_000).allMatch(line -> line.matches("a*|b*"));
    }

    @Test
    void lineMayBeAsLongAsTheBufferAndLonger() throws Exception {
        Path file = folder.resolve("lines");
        try (SinkWriter<String> writer = writer(file)) {
            for (int length : new int[] {BUFFER - 1, 1, BUFFER, 2, BUFFER + 1, 3 * BUFFER, 0}) {
                writer.write("x".repeat(length), null);
            }
            writer.flush(true);
        }

        assertThat(Files.readAllLines(file))
                .extracting(String::length)
                .containsExactly(BUFFER - 1, 1, BUFFER, 2, BUFFER + 1, 3 * BUFFER, 0);
    }

    @Test
    void fileIsThereThoughNothingWasWritten() throws Exception {
        Path file = folder.resolve("lines");
        writer(file).close();

        assertThat(file).isEmptyFile();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsToldWithTheFile() throws Exception {
        try (SinkWriter<String> writer = writer(Path.of("/dev/full"))) {
            writer.write("line", null);

            assertThatThrownBy(() -> writer.flush(true))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage("cannot write /dev/full: No space left on device");
        }
    }

    @Test
    void fileThatCannotBeMadeIsTold() {
        Path file = folder.resolve("absent/lines");

        assertThatThrownBy(() -> writer(file))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage("cannot write " + file + ": no such file");
    }

    private static SinkWriter<String> writer(Path file) throws IOException {
        return new LinesSink<String>(file, line -> line.getBytes(UTF_8)).createWriter(null);
    }
}
