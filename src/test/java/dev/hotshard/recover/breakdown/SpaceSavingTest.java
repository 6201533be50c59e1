package dev.hotshard.recover.breakdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpaceSavingTest {

    private static final int CAPACITY = 16;

    private final SplittableRandom random = Seed.random(SpaceSavingTest.class);
    private final Map<Integer, Long> truth = new HashMap<>();

    @Test
    void shouldBeExactWhileThereIsRoom() {
        SpaceSaving<Integer> tally = of(10_000, CAPACITY);

        assertThat(tally.isExact()).isTrue();
        assertThat(tally.byCount()).hasSize(CAPACITY).allSatisfy(entry -> {
            assertThat(entry.count()).isEqualTo(truth.get(entry.item()));
            assertThat(entry.error()).isZero();
        });
        assertThat(tally.byCount()).isSortedAccordingTo((a, b) -> Long.compare(b.count(), a.count()));
    }

    @Test
    void shouldKeepFrequentItemsAmongAMillionInTheSameMemory() {
        SpaceSaving<Integer> tally = new SpaceSaving<>(CAPACITY);
        for (int i = 0; i < 1_000_000; i++) {
            add(tally, i % 10 == 0 ? -1 : i);
        }

        assertThat(tally.size()).isEqualTo(CAPACITY);
        assertThat(tally.isExact()).isFalse();
        assertBounds(tally, 1_000_000);
        assertThat(tally.heaviest().orElseThrow().item()).isEqualTo(-1);
        assertThat(tally.heaviest().orElseThrow().atLeast()).isPositive();
    }

    @Test
    void shouldMergeWithinTheBoundOfTheWhole() {
        for (int things : new int[] {5, CAPACITY, 40, 1000}) {
            truth.clear();
            SpaceSaving<Integer> tally = of(3_000, things);
            tally.merge(of(2_000, CAPACITY));
            tally.merge(of(5_000, things));

            assertThat(tally.size()).isEqualTo(Math.min(CAPACITY, truth.size()));
            assertThat(tally.isExact()).isEqualTo(truth.size() <= CAPACITY);
            assertBounds(tally, 10_000);
        }
    }

    private void assertBounds(SpaceSaving<Integer> tally, long events) {
        Map<Integer, SpaceSaving.Entry<Integer>> there = new HashMap<>();
        tally.byCount().forEach(entry -> there.put(entry.item(), entry));
        assertThat(there.values()).allSatisfy(entry -> {
            assertThat(truth.get(entry.item())).isBetween(entry.atLeast(), entry.count());
            assertThat(entry.error()).isBetween(0L, events / CAPACITY);
        });
        truth.forEach((thing, count) -> assertThat(count <= events / CAPACITY || there.containsKey(thing))
                .isTrue());
    }

    /** A few of the items make up most of the stream. */
    private SpaceSaving<Integer> of(int events, int things) {
        SpaceSaving<Integer> tally = new SpaceSaving<>(CAPACITY);
        for (int i = 0; i < events; i++) {
            add(tally, i < things ? i : random.nextInt(1 + random.nextInt(things)));
        }
        return tally;
    }

    private void add(SpaceSaving<Integer> tally, int thing) {
        truth.merge(thing, 1L, Long::sum);
        tally.add(new TextHash(thing, 0), () -> thing);
    }
}
