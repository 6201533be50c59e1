package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In random runs, the job rewrites none of a key's first events, admits no more than the slack, loses no
 * event, counts exactly, and decides as in some order of the events, even if thresholds differ and change.
 */
class GateModelITCase {

    private static final int WORLDS = Integer.getInteger("hotshard.worlds", 200);
    private static final int STEPS = 60;

    @ParameterizedTest
    @CsvSource({"0, false", "0.5, false", "1, false", "0, true", "0.5, true", "1, true"})
    void shouldDecideAndCountExactlyInAnyOrderOfSteps(BigDecimal slack, boolean thresholdPerEvent) throws Exception {
        SplittableRandom seeds = Seed.random(getClass());
        long kept = 0;
        for (int world = 0; world < WORLDS; world++) {
            long seed = seeds.nextLong();
            try (GateModel model = new GateModel(new SplittableRandom(seed), slack, thresholdPerEvent)) {
                for (int i = 0; i < STEPS; i++) {
                    model.step();
                }
                model.finish();
                kept += model.kept();
            } catch (AssertionError e) {
                throw new AssertionError("world " + world + " of seed " + seed, e);
            }
        }
        assertThat(kept)
                .as("events that the gates rewrote or admitted; without any, this would test nothing")
                .isGreaterThan(WORLDS);
    }
}
