package dev.hotshard.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HintPolicyTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long LIFE = NOW - 7;
    private static final Duration TTL = Duration.ofHours(48);
    private static final long TTL_MILLIS = TTL.toMillis();
    private static final CounterKey KEY = new CounterKey(1, 2);
    private static final UUID SUBMISSION = new UUID(3, 4);

    private final HintPolicy policy = new HintPolicy(SUBMISSION, TTL);
    private final HotKeyState hot = hot();

    @Test
    void shouldGiveAHintAtTheFirstHotEvent() {
        assertThat(onEvent(11, NOW)).isEqualTo(new Hint(KEY, SUBMISSION, LIFE, 11, NOW + TTL_MILLIS / 2));
        assertThat(hot.hintedCount()).isEqualTo(11);
        assertThat(hot.hintedMillis()).isEqualTo(NOW);
    }

    @Test
    void shouldGiveAnotherHintOnceTheCountHasDoubled() {
        onEvent(11, NOW);

        assertThat(onEvent(21, NOW)).isNull();
        assertThat(onEvent(22, NOW).countBound()).isEqualTo(22);
        assertThat(onGateCount(43, NOW)).isNull();
        assertThat(onGateCount(45, NOW).countBound()).isEqualTo(45);
        assertThat(onEvent(89, NOW)).isNull();
    }

    @Test
    void shouldRepeatTheHintForEventsAfterTenSeconds() {
        onEvent(1000, NOW);

        assertThat(onEvent(1001, NOW + 9_999)).isNull();
        assertThat(onEvent(1002, NOW + 10_000).countBound()).isEqualTo(1002);
    }

    @Test
    void shouldRenewTheHintForGateCountsAtHalfItsLife() {
        onEvent(1000, NOW);

        assertThat(onGateCount(1001, NOW + TTL_MILLIS / 4 - 1)).isNull();
        assertThat(onGateCount(1002, NOW + TTL_MILLIS / 4).endMillis())
                .isEqualTo(NOW + TTL_MILLIS / 4 + TTL_MILLIS / 2);
    }

    @Test
    void shouldNotGiveAHintThatHasAlreadyEnded() {
        KeyCount old = new KeyCount(1000, NOW - TTL_MILLIS / 2, true);

        assertThat(policy.onGateCount(KEY, hot, old, NOW)).isNull();
        assertThat(hot.hintedCount()).isZero();
        assertThat(onEvent(1001, NOW)).isNotNull();
    }

    @Test
    void shouldGiveNoHintsWithoutASubmission() {
        assertThat(new HintPolicy(null, TTL).onEvent(KEY, hot, new KeyCount(9, NOW, true), NOW))
                .isNull();
    }

    @Test
    void shouldNotOverflowAtTheLargestCounts() {
        onEvent(Long.MAX_VALUE / 2 + 2, NOW);

        assertThat(onEvent(Long.MAX_VALUE / 2 + 3, NOW)).isNull();
    }

    private Hint onEvent(long count, long now) {
        return policy.onEvent(KEY, hot, new KeyCount(count, now, true), now);
    }

    private Hint onGateCount(long count, long now) {
        return policy.onGateCount(KEY, hot, new KeyCount(count, now, true), now);
    }

    private static HotKeyState hot() {
        return new HotKeyState(LIFE, 0, HotKeyState.NEVER, 0, LIFE, HotKeyState.NEVER);
    }
}
