package dev.hotshard.detect.gate;

import static dev.hotshard.detect.gate.SketchFixture.BYTES;
import static dev.hotshard.detect.gate.SketchFixture.GENERATION;
import static dev.hotshard.detect.gate.SketchFixture.KEY;
import static dev.hotshard.detect.gate.SketchFixture.admitted;
import static dev.hotshard.detect.gate.SketchFixture.begin;
import static dev.hotshard.detect.gate.SketchFixture.left;
import static dev.hotshard.detect.gate.SketchFixture.sketch;
import static dev.hotshard.detect.gate.SketchFixture.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SketchSumTest {

    @Test
    void shouldGiveEachGateAnEqualShareRoundedUp() {
        assertThat(leftOf(1, sketch(10), sketch(20), sketch(0))).isEqualTo(100 - 30);
        assertThat(leftOf(2, sketch(10), sketch(20), sketch(0))).isEqualTo(100 - 15);
        assertThat(leftOf(4, sketch(10), sketch(20), sketch(0)))
                .as("rounded up")
                .isEqualTo(100 - 8);
        assertThat(leftOf(64, sketch(10), sketch(20), sketch(0)))
                .as("rounded up")
                .isEqualTo(100 - 1);
    }

    @Test
    void shouldShareASingleSketchToo() {
        assertThat(leftOf(1, sketch(10))).isEqualTo(90);
        assertThat(leftOf(4, sketch(10))).isEqualTo(97);
    }

    @Test
    void shouldAddCountsOfDifferentGenerations() {
        AdmissionSketch touched = sketch(10);
        begin(touched, 1);
        touched.admit(KEY, 254);
        AdmissionSketch before = sketch(20);
        begin(before, 1);

        assertThat(leftOf(1, touched.copy(), before.copy())).isEqualTo(100 - 11 - 20);
        assertThat(leftOf(1, before, touched)).isEqualTo(100 - 11 - 20);
    }

    @Test
    void shouldExpireThePreviousGenerationOnTime() {
        AdmissionSketch before = sketch(20);
        begin(before, 1);
        AdmissionSketch share = sum(before, before.copy()).takeShare(1, BYTES);
        share.tick(2 * GENERATION - 1, GENERATION);
        assertThat(left(share.copy(), 100)).isEqualTo(60);
        share.tick(2 * GENERATION, GENERATION);
        assertThat(left(share, 100)).isEqualTo(100);
    }

    @Test
    void shouldTakeTheGenerationThatBeganLast() {
        AdmissionSketch early = sketch(0);
        AdmissionSketch late = sketch(0);
        early.tick(GENERATION, GENERATION);
        late.tick(GENERATION - 1, GENERATION);
        admitted(late, KEY, 254, 20);
        late.tick(GENERATION + 900, GENERATION);
        AdmissionSketch share = sum(late, early).takeShare(1, BYTES);
        share.tick(2 * GENERATION + 899, GENERATION);
        assertThat(left(share.copy(), 100)).isEqualTo(80);
        share.tick(2 * GENERATION + 900, GENERATION);
        assertThat(left(share, 100)).isEqualTo(100);
    }

    @Test
    void shouldBeginTheDowntimeWhenTheLastGateStops() {
        AdmissionSketch stopped = sketch(10);
        stopped.tick(100, GENERATION);
        AdmissionSketch running = sketch(20);
        running.tick(900, GENERATION);
        AdmissionSketch share = sum(running, stopped).takeShare(1, BYTES);
        AdmissionSketch later = share.copy();
        share.resume(900 + GENERATION - 1, GENERATION);
        later.resume(900 + GENERATION, GENERATION);

        assertThat(left(share, 100)).isEqualTo(70);
        assertThat(left(later, 100)).isEqualTo(100);
    }

    @Test
    void shouldUseUpTheAllowanceIfTheSumOverflows() {
        AdmissionSketch[] many = Stream.generate(() -> sketch(254)).limit(300).toArray(AdmissionSketch[]::new);
        AdmissionSketch[] little = Stream.generate(() -> sketch(1)).limit(300).toArray(AdmissionSketch[]::new);

        assertThat(leftOf(1000, many)).isZero();
        assertThat(leftOf(300, little)).isEqualTo(99);
    }

    @Test
    void shouldUseUpTheAllowanceIfAShareOverflowsACounter() {
        AdmissionSketch four =
                sum(sketch(254), sketch(254), sketch(254), sketch(254)).takeShare(1, BYTES);

        assertThat(leftOf(4, four)).isZero();
    }

    @Test
    void shouldKeepAKeyExhausted() {
        AdmissionSketch exhausted = sketch(0);
        exhausted.exhaust(KEY);

        assertThat(leftOf(64, exhausted, sketch(0), sketch(0))).isZero();
    }

    @Test
    void shouldNotChangeACopyWithTheOriginal() {
        AdmissionSketch sketch = sketch(10);
        SketchSum live = SketchSum.of(sketch);
        SketchSum copy = live.copy();
        sketch.exhaust(KEY);

        assertThat(left(copy.only(), 100)).isEqualTo(90);
        assertThat(left(live.only(), 100)).isZero();
    }

    @Test
    void shouldRefuseToReturnOneOfSeveralSketches() {
        SketchSum sum = sum(sketch(1), sketch(1));

        assertThatThrownBy(sum::only).isInstanceOf(IllegalStateException.class);
    }

    private static int leftOf(int gates, AdmissionSketch... sketches) {
        return left(sum(sketches).takeShare(gates, BYTES), 100);
    }
}
