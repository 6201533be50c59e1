package dev.hotshard.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmITCase {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path dir;

    @Test
    void shouldEndWithItsParentWhenThatIsKilled() throws IOException {
        ChildJvm parent = start(Parent.class, dir.toString());
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(awaitLine("parent.log"))).orElseThrow();
        assertThat(awaitLine("child.log")).isEqualTo("up");
        assertThat(child.isAlive()).isTrue();

        parent.kill();

        await().atMost(BOUND).until(() -> !child.isAlive());
    }

    @Test
    void shouldRunShutdownHooksWhenStopped() throws IOException {
        ChildJvm child = start(Endless.class);
        awaitLine("endless.log");

        child.stop(BOUND);

        assertThat(child.isAlive()).isFalse();
        assertThat(Files.readAllLines(dir.resolve("endless.log"))).containsExactly("up", "bye");
    }

    @Test
    void shouldLeaveAnInterruptFromTheTerminalToItsParent() throws IOException, InterruptedException {
        ChildJvm child = start(Endless.class);
        awaitLine("endless.log");

        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                        .start()
                        .waitFor())
                .isZero();

        assertThat(child.awaitEnd(Duration.ofMillis(500))).isFalse();
        child.kill();
    }

    @Test
    void shouldReturnTheEndOfItsLog() throws IOException {
        ChildJvm child = start(Failing.class);

        assertThat(child.awaitEnd(BOUND)).isTrue();

        assertThat(child.logTail()).contains("IllegalStateException: on purpose");
    }

    private ChildJvm start(Class<?> main, String... arguments) throws IOException {
        Path log = dir.resolve(main.getSimpleName().toLowerCase(Locale.ROOT) + ".log");
        return ChildJvm.start(
                log, List.of("-Xmx32m"), System.getProperty("java.class.path"), main.getName(), arguments);
    }

    private String awaitLine(String log) {
        return await().atMost(BOUND)
                .until(() -> Files.readString(dir.resolve(log)).lines().findFirst(), line -> line.isPresent())
                .orElseThrow();
    }

    static final class Parent {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path log = Path.of(arguments[0], "child.log");
            ChildJvm child = ChildJvm.start(
                    log, List.of("-Xmx32m"), System.getProperty("java.class.path"), Endless.class.getName());
            System.out.println(child.pid());
            new CountDownLatch(1).await();
        }
    }

    static final class Endless {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
            System.out.println("up");
            new CountDownLatch(1).await();
        }
    }

    static final class Failing {
        public static void main(String[] arguments) {
            throw new IllegalStateException("on purpose");
        }
    }
}
