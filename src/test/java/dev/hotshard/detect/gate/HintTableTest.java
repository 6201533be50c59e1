package dev.hotshard.detect.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.generate.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HintTableTest {

    private static final UUID SUBMISSION = new UUID(1, 2);

    @Test
    void shouldFindTheHintsThatItLearned() {
        SplittableRandom random = Seed.random(getClass());
        HintTable hotKeys = new HintTable();
        Map<CounterKey, Hint> expected = new HashMap<>();
        for (int batch = 0; batch < 50; batch++) {
            List<Hint> hints = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                // The low half has few values, so that keys collide in a slot.
                Hint hint = hint(new CounterKey(random.nextLong(50), random.nextLong(8)), 1 + random.nextLong(100));
                hints.add(hint);
                expected.merge(hint.key(), hint, (a, b) -> a.endMillis() > b.endMillis() ? a : b);
            }
            hotKeys.learn(hints, 0);
            for (long high = 0; high < 50; high++) {
                for (long low = 0; low < 8; low++) {
                    CounterKey key = new CounterKey(high, low);
                    Hint found = hotKeys.get(key);
                    assertThat(found == null ? 0 : found.endMillis())
                            .isEqualTo(
                                    expected.containsKey(key)
                                            ? expected.get(key).endMillis()
                                            : 0);
                }
            }
        }
    }

    @Test
    void shouldKeepTheHintThatEndsLast() {
        HintTable hotKeys = new HintTable();
        CounterKey key = new CounterKey(1, 1);
        hotKeys.learn(List.of(hint(key, 20)), 0);
        hotKeys.learn(List.of(hint(key, 10)), 0);

        assertThat(hotKeys.get(key).endMillis()).isEqualTo(20);
    }

    @Test
    void shouldForgetEndedHints() {
        HintTable hotKeys = new HintTable();
        hotKeys.learn(List.of(hint(new CounterKey(1, 1), 10), hint(new CounterKey(2, 2), 11)), 0);
        hotKeys.learn(List.of(hint(new CounterKey(3, 3), 20)), 10);

        assertThat(hotKeys.get(new CounterKey(1, 1))).isNull();
        assertThat(hotKeys.get(new CounterKey(2, 2))).isNotNull();
    }

    @Test
    void shouldDropTheHintsThatEndFirstWhenFull() {
        HintTable hotKeys = new HintTable(3);
        for (int i = 1; i <= 5; i++) {
            hotKeys.learn(List.of(hint(new CounterKey(i, i), 100 - i)), 0);
        }

        for (int i = 1; i <= 5; i++) {
            assertThat(hotKeys.get(new CounterKey(i, i)) != null)
                    .as("key %d", i)
                    .isEqualTo(i <= 3);
        }
    }

    @Test
    void shouldMergeHintsOfOneLifeInAnyOrder() {
        CounterKey key = new CounterKey(1, 1);
        List<Hint> hints =
                List.of(new Hint(key, SUBMISSION, 1, 5, 30), new Hint(key, SUBMISSION, 1, 9, 20), hint(key, 10));
        for (int first = 0; first < 3; first++) {
            HintTable hotKeys = new HintTable();
            for (int i = 0; i < 3; i++) {
                hotKeys.learn(List.of(hints.get((first + i) % 3)), 0);
            }

            assertThat(hotKeys.get(key)).isEqualTo(new Hint(key, SUBMISSION, 1, 9, 30));
        }
    }

    @Test
    void shouldKeepTheNewerLifeInAnyOrder() {
        CounterKey key = new CounterKey(1, 1);
        Hint older = new Hint(key, SUBMISSION, 1, 9, 30);
        Hint newer = new Hint(key, SUBMISSION, 2, 5, 20);
        HintTable hotKeys = new HintTable();
        hotKeys.learn(List.of(older, newer), 0);
        assertThat(hotKeys.get(key)).isEqualTo(newer);

        hotKeys.learn(List.of(older), 0);
        assertThat(hotKeys.get(key)).isEqualTo(newer);
    }

    private static Hint hint(CounterKey key, long end) {
        return new Hint(key, SUBMISSION, 1, 1, end);
    }
}
