package dev.hotshard.detect.gate;

import static dev.hotshard.detect.gate.SketchFixture.GENERATION;
import static dev.hotshard.detect.gate.SketchFixture.KEY;
import static dev.hotshard.detect.gate.SketchFixture.admitted;
import static dev.hotshard.detect.gate.SketchFixture.begin;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an {@link AdmissionSketch} remembers as time passes. */
class SketchGenerationsTest {

    private final AdmissionSketch sketch = new AdmissionSketch(1 << 16, 0);

    @Test
    void shouldNeverRenewTheAllowanceOfAKeyInUse() {
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        for (int generation = 1; generation < 20; generation++) {
            begin(sketch, generation);
            assertThat(sketch.admit(KEY, 3)).isFalse();
        }
    }

    @Test
    void shouldContinueCountsInTheNextGeneration() {
        assertThat(admitted(sketch, KEY, 5, 2)).isEqualTo(2);
        begin(sketch, 1);
        assertThat(admitted(sketch, KEY, 5, 2)).isEqualTo(2);
        begin(sketch, 2);
        assertThat(admitted(sketch, KEY, 5, 2)).isEqualTo(1);
    }

    @Test
    void shouldForgetAKeyUnusedForAGeneration() {
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        begin(sketch, 1);
        sketch.tick(2 * GENERATION - 1, GENERATION);
        AdmissionSketch before = sketch.copy();
        sketch.tick(2 * GENERATION, GENERATION);

        assertThat(before.admit(KEY, 3)).isFalse();
        assertThat(admitted(sketch, KEY, 3, 9)).isEqualTo(3);
    }

    @Test
    void shouldForgetAllKeysAfterADowntimeOfAGeneration() {
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        sketch.tick(400, GENERATION);
        AdmissionSketch shorter = sketch.copy();
        shorter.resume(400 + GENERATION - 1, GENERATION);
        sketch.resume(400 + GENERATION, GENERATION);

        assertThat(shorter.admit(KEY, 3)).isFalse();
        assertThat(admitted(sketch, KEY, 3, 9)).isEqualTo(3);
    }

    @Test
    void shouldRememberEventsAdmittedSinceTheLastTick() {
        sketch.tick(400, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 3))
                .as("before the clock jumps far ahead")
                .isEqualTo(3);
        sketch.tick(400 + 5 * GENERATION, GENERATION);
        assertThat(sketch.copy().admit(KEY, 3)).isFalse();
        sketch.tick(400 + 6 * GENERATION - 1, GENERATION);
        assertThat(sketch.copy().admit(KEY, 3)).isFalse();

        sketch.tick(400 + 6 * GENERATION, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 9)).isEqualTo(3);
    }

    @Test
    void shouldForgetNothingWhenTheClockIsSetBack() {
        sketch.tick(5 * GENERATION, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        sketch.tick(0, GENERATION);
        sketch.tick(GENERATION - 1, GENERATION);

        assertThat(sketch.admit(KEY, 3)).isFalse();
    }

    @Test
    void shouldNotDelayAGenerationAfterTheClockWasFarAhead() {
        sketch.tick(500 * GENERATION, GENERATION);
        sketch.tick(GENERATION, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        sketch.tick(2 * GENERATION - 1, GENERATION);
        sketch.tick(2 * GENERATION, GENERATION);
        sketch.tick(3 * GENERATION - 1, GENERATION);
        sketch.tick(3 * GENERATION, GENERATION);

        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
    }
}
