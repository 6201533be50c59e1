package dev.hotshard.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** That a hint never makes the job rewrite one of a key's first events, lose one, or miscount, whatever happens when. */
class GateModelITCase {

    private static final int WORLDS = Integer.getInteger("hotshard.worlds", 2_000);
    private static final int STEPS = 60;

    @Test
    void firstEventsPassAndTotalsAreExactWhateverHappensWhen() throws Exception {
        SplittableRandom seeds = Seed.random(getClass());
        long kept = 0;
        for (int world = 0; world < WORLDS; world++) {
            long seed = seeds.nextLong();
            try (GateModel model = new GateModel(new SplittableRandom(seed))) {
                for (int i = 0; i < STEPS; i++) {
                    model.step();
                }
                model.finish();
                kept += model.kept();
            } catch (AssertionError e) {
                throw new AssertionError("world " + world + " of seed " + seed, e);
            }
        }
        assertThat(kept).as("events that the gates kept, or nothing was tested").isGreaterThan(WORLDS);
    }
}
