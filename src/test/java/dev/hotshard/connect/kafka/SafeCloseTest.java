package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SafeCloseTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void shouldCloseOnTheCallersThread() {
        AtomicReference<Thread> closedOn = new AtomicReference<>();

        SafeClose.close("writer", () -> closedOn.set(Thread.currentThread()), LONG);

        assertThat(closedOn).hasValue(Thread.currentThread());
    }

    @Test
    void shouldSwallowAnException() {
        assertThatCode(() -> SafeClose.close(
                        "writer",
                        () -> {
                            throw new IllegalStateException("Timeout expired while awaiting EndTxn(false)");
                        },
                        LONG))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldThrowAFatalError() {
        assertThatThrownBy(() -> SafeClose.close(
                        "writer",
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        LONG))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    @Timeout(30)
    void shouldInterruptASlowCloseAndClearTheInterrupt() {
        SafeClose.close("writer", new CountDownLatch(1)::await, Duration.ofMillis(50));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldKeepAnInterruptByOthers() {
        SafeClose.close("writer", () -> Thread.currentThread().interrupt(), LONG);

        assertThat(Thread.interrupted()).isTrue();
    }
}
