package dev.hotshard.detect.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.generate.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SketchSumTest {

    private static final long GENERATION = 1000;
    private static final int BYTES = 1 << 14;
    private static final CounterKey KEY = new CounterKey(0x123456789abcdefL, 0x0fedcba987654321L);

    @Test
    void gatesShareWhatWasAdmitted() {
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
    void oneSketchIsSharedToo() {
        assertThat(leftOf(1, sketch(10))).isEqualTo(90);
        assertThat(leftOf(4, sketch(10))).isEqualTo(97);
    }

    @Test
    void generationsAreAddedTogether() {
        AdmissionSketch touched = sketch(10);
        beginGeneration(touched);
        touched.admit(KEY, 254);
        AdmissionSketch before = sketch(20);
        beginGeneration(before);

        assertThat(leftOf(1, touched.copy(), before.copy())).isEqualTo(100 - 11 - 20);
        assertThat(leftOf(1, before, touched)).isEqualTo(100 - 11 - 20);
    }

    @Test
    void generationBeforeIsForgottenWhenItWouldHaveBeen() {
        AdmissionSketch before = sketch(20);
        beginGeneration(before);
        AdmissionSketch share = sum(before, before.copy()).takeShare(1, BYTES);
        share.tick(2 * GENERATION - 1, GENERATION);
        assertThat(left(share.copy(), 100)).isEqualTo(60);
        share.tick(2 * GENERATION, GENERATION);
        assertThat(left(share, 100)).isEqualTo(100);
    }

    @Test
    void generationOfTheSumIsThatOfTheGateThatBeganLast() {
        AdmissionSketch early = sketch(0);
        AdmissionSketch late = sketch(0);
        early.tick(GENERATION, GENERATION);
        late.tick(GENERATION - 1, GENERATION);
        admit(late, 20);
        late.tick(GENERATION + 900, GENERATION);
        AdmissionSketch share = sum(late, early).takeShare(1, BYTES);
        share.tick(2 * GENERATION + 899, GENERATION);
        assertThat(left(share.copy(), 100)).isEqualTo(80);
        share.tick(2 * GENERATION + 900, GENERATION);
        assertThat(left(share, 100)).isEqualTo(100);
    }

    @Test
    void downtimeBeginsWithTheGateThatRanLongest() {
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
    void sumsThatAreTooLargeCountAsUsedUp() {
        AdmissionSketch[] many = Stream.generate(() -> sketch(254)).limit(300).toArray(AdmissionSketch[]::new);
        AdmissionSketch[] little = Stream.generate(() -> sketch(1)).limit(300).toArray(AdmissionSketch[]::new);

        assertThat(leftOf(1000, many)).isZero();
        assertThat(leftOf(300, little)).isEqualTo(99);
    }

    @Test
    void whatDoesNotFitIntoACounterIsNotForgotten() {
        AdmissionSketch four =
                sum(sketch(254), sketch(254), sketch(254), sketch(254)).takeShare(1, BYTES);

        assertThat(leftOf(4, four)).isZero();
    }

    @Test
    void exhaustedKeyStaysSo() {
        AdmissionSketch exhausted = sketch(0);
        exhausted.exhaust(KEY);

        assertThat(leftOf(64, exhausted, sketch(0), sketch(0))).isZero();
    }

    @Test
    void restartsByThemselvesUseNothingUp() {
        List<AdmissionSketch> gates = List.of(sketch(3), sketch(0), sketch(1), sketch(4));
        for (int restart = 0; restart < 50; restart++) {
            gates = restart(gates, 4, BYTES, 0);
        }
        assertThat(gates).allSatisfy(gate -> assertThat(left(gate.copy(), 100)).isEqualTo(98));
    }

    @Test
    void copyStaysAsItIs() {
        AdmissionSketch sketch = sketch(10);
        SketchSum live = SketchSum.of(sketch);
        SketchSum copy = live.copy();
        sketch.exhaust(KEY);

        assertThat(left(copy.only(), 100)).isEqualTo(90);
        assertThat(left(live.only(), 100)).isZero();
    }

    @Test
    void sumOfSeveralIsNoSketch() {
        SketchSum sum = sum(sketch(1), sketch(1));

        assertThatThrownBy(sum::only).isInstanceOf(IllegalStateException.class);
    }

    /**
     * Over restarts with other numbers of gates, allowances and sizes, clocks that go on by anything, and
     * gates that see what they like: in no time as long as a generation more than the most that one of the
     * settings allows.
     */
    @Test
    void gatesTogetherNeverAdmitMoreThanTheSlack() {
        SplittableRandom random = Seed.random(getClass());
        for (int world = 0; world < 300; world++) {
            int keys = 1 + random.nextInt(40);
            List<List<Long>> admitted = Stream.generate(() -> (List<Long>) new ArrayList<Long>())
                    .limit(keys)
                    .toList();
            int mostAllowed = 0;
            long now = 0;
            List<AdmissionSketch> gates = List.of(new AdmissionSketch(64L << random.nextInt(8), now));
            for (int run = 0; run < 12; run++) {
                int slack = random.nextInt(2) == 0 ? random.nextInt(20) : random.nextInt(1200);
                int parallelism = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(9);
                gates = restart(gates, parallelism, 64L << random.nextInt(8), now);
                int allowance = Math.min(AdmissionSketch.MAX_ALLOWANCE, slack / parallelism);
                mostAllowed = Math.max(mostAllowed, allowance * parallelism);
                for (int event = random.nextInt(4000); event > 0; event--) {
                    int key = (int) (keys * Math.pow(random.nextDouble(), 2));
                    // Mostly as the partitions of a producer that keys by id are.
                    int gate = random.nextInt(4) == 0 ? random.nextInt(parallelism) : key % parallelism;
                    if (gates.get(gate).admit(key(key), allowance)) {
                        admitted.get(key).add(now);
                    }
                    if (random.nextInt(500) == 0) {
                        now += random.nextInt(10) == 0
                                ? random.nextLong(3 * GENERATION)
                                : random.nextLong(GENERATION / 3);
                        // Each has a clock of its own, and so generations of its own.
                        for (AdmissionSketch sketch : gates) {
                            if (random.nextBoolean()) {
                                sketch.tick(now, GENERATION);
                            }
                        }
                    }
                }
                for (AdmissionSketch sketch : gates) {
                    sketch.tick(now, GENERATION);
                }
            }
            for (int key = 0; key < keys; key++) {
                assertThat(mostWithinAGeneration(admitted.get(key)))
                        .as("world %d, key %d", world, key)
                        .isLessThanOrEqualTo(mostAllowed);
            }
        }
    }

    /** How many there are, at the most, in any time shorter than a generation. */
    private static int mostWithinAGeneration(List<Long> times) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) >= GENERATION) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static List<AdmissionSketch> restart(List<AdmissionSketch> gates, int parallelism, long bytes, long now) {
        List<AdmissionSketch> restarted = new ArrayList<>();
        for (int gate = 0; gate < parallelism; gate++) {
            AdmissionSketch share = sum(gates.stream()
                            .map(AdmissionSketch::copy)
                            .toArray(AdmissionSketch[]::new))
                    .takeShare(parallelism, bytes);
            share.resume(now, GENERATION);
            restarted.add(share);
        }
        return restarted;
    }

    private static int leftOf(int gates, AdmissionSketch... sketches) {
        return left(sum(sketches).takeShare(gates, BYTES), 100);
    }

    private static void beginGeneration(AdmissionSketch sketch) {
        sketch.tick(GENERATION - 1, GENERATION);
        sketch.tick(GENERATION, GENERATION);
    }

    private static SketchSum sum(AdmissionSketch... sketches) {
        SketchSum sum = SketchSum.of(sketches[0]);
        Stream.of(sketches).skip(1).forEach(sum::add);
        return sum;
    }

    private static AdmissionSketch sketch(int admitted) {
        AdmissionSketch sketch = new AdmissionSketch(BYTES, 0);
        admit(sketch, admitted);
        return sketch;
    }

    private static void admit(AdmissionSketch sketch, int times) {
        for (int i = 0; i < times; i++) {
            sketch.admit(KEY, 254);
        }
    }

    private static int left(AdmissionSketch sketch, int allowance) {
        int admitted = 0;
        while (sketch.admit(KEY, allowance)) {
            admitted++;
        }
        return admitted;
    }

    private static CounterKey key(int number) {
        SplittableRandom bits = new SplittableRandom(number);
        return new CounterKey(bits.nextLong(), bits.nextLong());
    }
}
