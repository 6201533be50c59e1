package dev.hotshard.detect.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.CounterKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldHintsTest {

    private final HeldHints held = new HeldHints(5);

    @Test
    void shouldHoldAHintUntilItsCheckpointCompletes() {
        add(1, 2);
        held.barrier(1);
        add(3);

        assertThat(held.complete(1)).isEqualTo(hints(1, 2));
        assertThat(held.all()).isEqualTo(hints(3));
    }

    @Test
    void shouldReleaseEachHintOnce() {
        add(1);
        held.barrier(1);

        assertThat(held.complete(1)).isEqualTo(hints(1));
        assertThat(held.complete(1)).isEmpty();
    }

    @Test
    void shouldReleaseHintsOfEarlierCheckpointsToo() {
        add(1);
        held.barrier(1);
        add(2);
        held.barrier(2);
        add(3);
        held.barrier(3);

        assertThat(held.complete(2)).isEqualTo(hints(1, 2));
        assertThat(held.complete(3)).isEqualTo(hints(3));
    }

    @Test
    void shouldIgnoreALateCompletionOfAnEarlierCheckpoint() {
        add(1);
        held.barrier(1);
        add(2);
        held.barrier(2);
        held.complete(2);
        add(3);

        assertThat(held.complete(1)).isEmpty();
        assertThat(held.all()).isEqualTo(hints(3));
    }

    @Test
    void shouldIgnoreAnUnknownCheckpoint() {
        add(1);

        assertThat(held.complete(7)).isEmpty();
        assertThat(held.all()).isEqualTo(hints(1));
    }

    @Test
    void shouldDropAndCountTheOldestHintsWhenFull() {
        add(1, 2, 3);
        held.barrier(1);
        add(4, 5, 6, 7);

        assertThat(held.dropped()).isEqualTo(2);
        assertThat(held.all()).isEqualTo(hints(3, 4, 5, 6, 7));
        assertThat(held.complete(1)).isEqualTo(hints(3));
        add(8, 9, 10);
        assertThat(held.dropped()).isEqualTo(4);
        held.barrier(2);
        assertThat(held.complete(2)).isEqualTo(hints(6, 7, 8, 9, 10));
    }

    @Test
    void shouldReleaseNothingForACheckpointWhoseHintsWereDropped() {
        add(1);
        held.barrier(1);
        add(2, 3, 4, 5, 6);

        assertThat(held.complete(1)).isEmpty();
        assertThat(held.all()).isEqualTo(hints(2, 3, 4, 5, 6));
    }

    private void add(int... numbers) {
        hints(numbers).forEach(held::add);
    }

    private static List<Hint> hints(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> new Hint(new CounterKey(number, number), new UUID(1, 1), 1, 1, 2))
                .toList();
    }
}
