package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {

    private static final TopicRange RANGE = new TopicRange("cluster", "t", Map.of(0, 10L, 1, 20L));

    private final ManualClock clock = new ManualClock();
    private final List<String> lines = new ArrayList<>();

    @Test
    void shouldReturnAtOnceIfNoneIsOpenBeforeTheEnd() {
        await(Duration.ZERO, Map.of(0, 10L, 1, 25L));

        assertThat(lines).isEmpty();
        assertThat(clock.nanos).isZero();
    }

    @Test
    void shouldCheckTwiceASecondUntilAllHaveEnded() {
        await(Duration.ofSeconds(9), Map.of(0, 7L, 1, 4L), Map.of(0, 10L, 1, 18L), Map.of(0, 10L, 1, 20L));

        assertThat(lines)
                .containsExactly(
                        "Waiting for open transactions in topic t (a): 19 records in partition 0, 1; 9 s left",
                        "Waiting for open transactions in topic t (a): 2 records in partition 1; 8 s left");
        assertThat(clock.nanos).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void shouldFailAfterTheWaitAndNameWhereReadingEnds() {
        Map<Integer, Long> open = Map.of(0, 7L, 1, 20L);

        assertThatThrownBy(() -> await(Duration.ofMillis(800), open, open, open))
                .isInstanceOf(OpenTransactionsException.class)
                .hasMessageStartingWith("transactions are open in topic t (a) after a wait of 0 s:"
                        + " 3 records from offset 7 of partition 0 on cannot be read yet");
        assertThat(lines).hasSize(2);
    }

    @Test
    void shouldStopWaitingAndStayInterrupted() {
        Thread.currentThread().interrupt();
        OpenTransactions waits = new OpenTransactions(
                RANGE, () -> Map.of(0, 7L), partitions -> List.of(), OpenTransactions.Clock.SYSTEM);

        assertThatThrownBy(() -> waits.await(Duration.ofMinutes(1), lines::add))
                .isInstanceOf(OpenTransactionsException.class)
                .hasMessage("interrupted while waiting for open transactions");
        assertThat(Thread.interrupted()).isTrue();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private void await(Duration atMost, Map<Integer, Long>... committedEnds) {
        Iterator<Map<Integer, Long>> answers = List.of(committedEnds).iterator();
        new OpenTransactions(RANGE, answers::next, partitions -> List.of("a"), clock).await(atMost, lines::add);
        assertThat(answers.hasNext()).isFalse();
    }

    private static final class ManualClock implements OpenTransactions.Clock {

        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void await(Duration pause) {
            nanos += pause.toNanos();
        }
    }
}
