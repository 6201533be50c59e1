package dev.hotshard.recover.breakdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hotshard.testkit.generate.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BottomKSketchTest {

    /** Six times the relative standard error. */
    private static final double TOLERANCE_PERCENT = 6 * 3.2;

    private final SplittableRandom random = Seed.random(BottomKSketchTest.class);

    @Test
    void shouldBeExactWhileSmall() {
        long[] hashes = random.longs(BottomKSketch.MAX_EXACT).toArray();

        BottomKSketch distinct = of(hashes);
        addAll(distinct, hashes);

        assertThat(distinct.isExact()).isTrue();
        assertThat(distinct.count()).isEqualTo(BottomKSketch.MAX_EXACT);
    }

    @Test
    void shouldCountExtremeHashes() {
        assertThat(of().count()).isZero();
        assertThat(of(0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0, -1).count()).isEqualTo(4);
    }

    @Test
    void shouldEstimateFromOneMoreOn() {
        BottomKSketch distinct = of(random.longs(BottomKSketch.MAX_EXACT + 1).toArray());

        assertThat(distinct.isExact()).isFalse();
        assertThat(distinct.count()).isCloseTo(BottomKSketch.MAX_EXACT + 1L, withinPercentage(TOLERANCE_PERCENT));
    }

    @Test
    void shouldEstimateAMillionInTheSameMemory() {
        BottomKSketch distinct = of(random.longs(1_000_000).toArray());

        assertThat(distinct.count()).isCloseTo(1_000_000L, withinPercentage(TOLERANCE_PERCENT));
        assertThat(distinct.capacity()).isEqualTo(BottomKSketch.MAX_EXACT);
    }

    @Test
    void shouldNotDependOnOrderOrParts() {
        for (int size : new int[] {3, 700, 1024, 1025, 50_000}) {
            long[] hashes = random.longs(size).toArray();
            long[] reversed = new long[size];
            Arrays.setAll(reversed, i -> hashes[size - 1 - i]);
            int cut = random.nextInt(size);
            BottomKSketch merged = of(Arrays.copyOfRange(hashes, 0, cut));
            // They overlap.
            merged.merge(of(Arrays.copyOfRange(hashes, cut / 2, size)));

            assertThat(of(reversed).count()).isEqualTo(of(hashes).count());
            assertThat(merged.count()).isEqualTo(of(hashes).count());
            assertThat(merged.isExact()).isEqualTo(size <= BottomKSketch.MAX_EXACT);
        }
    }

    private static BottomKSketch of(long... hashes) {
        BottomKSketch distinct = new BottomKSketch();
        addAll(distinct, hashes);
        return distinct;
    }

    private static void addAll(BottomKSketch distinct, long... hashes) {
        for (long hash : hashes) {
            distinct.add(hash);
        }
    }
}
