package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, run in a built checkout with a fake {@code java} that records its arguments.
 */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

    @TempDir
    private Path home;

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.copy(Path.of("hotshard"), home.resolve("hotshard"));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Path target = Files.createDirectories(home.resolve("target/classpath")).getParent();
        for (String file : List.of("classpath/flink", "classpath/kafka", ".built", "hotshard-local.jsa")) {
            Files.writeString(target.resolve(file), "x");
        }
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(target.resolve(".built"), later);
        Files.setLastModifiedTime(
                target.resolve("hotshard-local.jsa"),
                FileTime.from(later.toInstant().plusSeconds(1)));
        script("bin/java", """
                for fd in 0 1 2; do [ -e /dev/fd/$fd ] && echo "fd $fd"; done >>"$HOTSHARD_TOLD"
                { echo "charmap $(locale charmap)"; printf '%s\\n' "$@"; } >>"$HOTSHARD_TOLD"
                """);
    }

    @Test
    void shouldUseUtf8InTheLocaleC() throws Exception {
        assertThat(launch("env -u LC_CTYPE LC_ALL=C \"$0\" detect M\u00fcller"))
                .contains("charmap UTF-8", "M\u00fcller", "-Dhotshard.terminal.charset=US-ASCII");
        assertThat(launch("env -u LC_ALL LC_CTYPE=POSIX \"$0\" detect a"))
                .contains("charmap UTF-8", "-Dhotshard.terminal.charset=US-ASCII");
        assertThat(launch("env LC_ALL=C.UTF-8 \"$0\" detect a"))
                .contains("charmap UTF-8", "-Dhotshard.terminal.charset=UTF-8");
    }

    @Test
    void shouldOpenClosedStreams() throws Exception {
        assertThat(launch("\"$0\" detect a <&- >&- 2>&-")).contains("fd 0", "fd 1", "fd 2");
    }

    @Test
    void shouldLeaveAnUnreadableFileToTheCommand() throws Exception {
        Path secret = Files.createFile(
                home.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        List<String> told = launch("if [ $(id -u) = 0 ]; then setpriv --reuid=65534 --clear-groups \"$0\" detect '"
                + secret + "'; else \"$0\" detect '" + secret + "'; fi");

        assertThat(told).contains(secret.toString()).noneMatch(line -> line.contains("denied"));
    }

    /**
     * Runs a line of shell in which {@code $0} is the script. Returns the arguments of {@code java} and the
     * printed lines.
     */
    private List<String> launch(String line) throws Exception {
        Path told = home.resolve("told");
        Files.deleteIfExists(told);
        Files.createFile(told, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")));
        Files.setPosixFilePermissions(told, PosixFilePermissions.fromString("rw-rw-rw-"));
        openToAll(home);
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", line, home.resolve("hotshard").toString());
        Path printed = home.resolve("printed");
        builder.redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOTSHARD_TOLD", told.toString());
        assertThat(builder.start().waitFor()).as(() -> read(printed)).isZero();
        return Stream.concat(Files.readAllLines(told).stream(), Files.readAllLines(printed).stream())
                .toList();
    }

    /** Opens the folder to other users, because a test's folder is private by default. */
    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void script(String name, String body) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
