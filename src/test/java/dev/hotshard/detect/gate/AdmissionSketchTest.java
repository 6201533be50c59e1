package dev.hotshard.detect.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.generate.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionSketchTest {

    private static final long GENERATION = 1000;
    private static final CounterKey KEY = new CounterKey(0x123456789abcdefL, 0x0fedcba987654321L);

    private final AdmissionSketch sketch = new AdmissionSketch(1 << 16, 0);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 150, 253, 254})
    void admitsTheAllowanceAndNoMore(int allowance) {
        assertThat(admitted(sketch, KEY, allowance, 1000)).isEqualTo(allowance);
    }

    @Test
    void allowanceOfAnotherLimitHoldsAtOnce() {
        assertThat(admitted(sketch, KEY, 10, 20)).isEqualTo(10);
        assertThat(admitted(sketch, KEY, 5, 20)).isZero();
        assertThat(admitted(sketch, KEY, 12, 20)).isEqualTo(2);
    }

    @Test
    void exhaustedKeyIsAdmittedNoMore() {
        sketch.exhaust(KEY);

        assertThat(admitted(sketch, KEY, 254, 10)).isZero();
    }

    @Test
    void keyThatIsTouchedOnceAGenerationNeverGetsItsAllowanceBack() {
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        for (int generation = 1; generation < 20; generation++) {
            begin(sketch, generation);
            assertThat(sketch.admit(KEY, 3)).isFalse();
        }
    }

    @Test
    void countIsCarriedOverAndGoesOn() {
        assertThat(admitted(sketch, KEY, 5, 2)).isEqualTo(2);
        begin(sketch, 1);
        assertThat(admitted(sketch, KEY, 5, 2)).isEqualTo(2);
        begin(sketch, 2);
        assertThat(admitted(sketch, KEY, 5, 2)).isEqualTo(1);
    }

    @Test
    void keyThatIsNotTouchedForAGenerationIsForgotten() {
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        begin(sketch, 1);
        sketch.tick(2 * GENERATION - 1, GENERATION);
        AdmissionSketch before = sketch.copy();
        sketch.tick(2 * GENERATION, GENERATION);

        assertThat(before.admit(KEY, 3)).isFalse();
        assertThat(admitted(sketch, KEY, 3, 9)).isEqualTo(3);
    }

    @Test
    void allIsForgottenAfterADowntimeOfAGeneration() {
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        sketch.tick(400, GENERATION);
        AdmissionSketch shorter = sketch.copy();
        shorter.resume(400 + GENERATION - 1, GENERATION);
        sketch.resume(400 + GENERATION, GENERATION);

        assertThat(shorter.admit(KEY, 3)).isFalse();
        assertThat(admitted(sketch, KEY, 3, 9)).isEqualTo(3);
    }

    @Test
    void whatWasAdmittedSinceTheClockWasLastAskedIsNotForgotten() {
        sketch.tick(400, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 3))
                .as("while the clock goes far ahead")
                .isEqualTo(3);
        sketch.tick(400 + 5 * GENERATION, GENERATION);
        assertThat(sketch.copy().admit(KEY, 3)).isFalse();
        sketch.tick(400 + 6 * GENERATION - 1, GENERATION);
        assertThat(sketch.copy().admit(KEY, 3)).isFalse();

        sketch.tick(400 + 6 * GENERATION, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 9)).isEqualTo(3);
    }

    /**
     * What the documents tell operators: seven bytes for each event a key, over the allowance, leave room.
     */
    @Test
    void memoryThatTheDocumentsAdviseIsEnough() {
        int allowance = 150;
        int events = 20;
        int bytes = 1 << 17;
        int keys = bytes * allowance / 7 / events;
        AdmissionSketch advised = new AdmissionSketch(bytes, 0);
        SplittableRandom random = Seed.random(getClass());
        CounterKey[] all = Stream.generate(() -> new CounterKey(random.nextLong(), random.nextLong()))
                .limit(keys)
                .toArray(CounterKey[]::new);
        int refused = 0;
        for (int round = 0; round < events; round++) {
            for (CounterKey key : all) {
                refused += advised.admit(key, allowance) ? 0 : 1;
            }
        }
        assertThat(advised.fill(allowance) * allowance * bytes / keys / events)
                .as("mean of the counters, times M / (K c)")
                .isBetween(3.0, 4.0);
        assertThat((double) refused / keys / events)
                .as("share of cold events that went the exact way")
                .isLessThan(0.001);
    }

    @Test
    void clockThatIsSetBackForgetsNothing() {
        sketch.tick(5 * GENERATION, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        sketch.tick(0, GENERATION);
        sketch.tick(GENERATION - 1, GENERATION);

        assertThat(sketch.admit(KEY, 3)).isFalse();
    }

    @Test
    void clockThatWasFarAheadPutsNothingOff() {
        sketch.tick(500 * GENERATION, GENERATION);
        sketch.tick(GENERATION, GENERATION);
        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
        sketch.tick(2 * GENERATION - 1, GENERATION);
        sketch.tick(2 * GENERATION, GENERATION);
        sketch.tick(3 * GENERATION - 1, GENERATION);
        sketch.tick(3 * GENERATION, GENERATION);

        assertThat(admitted(sketch, KEY, 3, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 1 << 10, 1 << 16, 1 << 20})
    void neverCountsTooFew(int bytes) {
        SplittableRandom random = Seed.random(getClass());
        AdmissionSketch crowded = new AdmissionSketch(bytes, 0);
        int keys = 2000;
        int[] count = new int[keys];
        for (int i = 0; i < 200_000; i++) {
            // Skewed: the first ones come often.
            int key = (int) (keys * Math.pow(random.nextDouble(), 3));
            if (crowded.admit(key(key), 100)) {
                count[key]++;
            }
        }
        for (int key = 0; key < keys; key++) {
            assertThat(count[key]).isLessThanOrEqualTo(100);
            assertThat(admitted(crowded, key(key), 254, 300)).as("key %d", key).isLessThanOrEqualTo(254 - count[key]);
        }
    }

    @Test
    void keysThatDoNotMeetAreCountedExactly() {
        AdmissionSketch wide = new AdmissionSketch(1 << 20, 0);
        for (int key = 0; key < 1000; key++) {
            assertThat(admitted(wide, key(key), 200, 300)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1 << 15, 1 << 16, 1 << 17, 1 << 20})
    void anotherSizeForgetsNothing(int bytes) {
        for (int key = 0; key < 500; key++) {
            admitted(sketch, key(key), 254, 1 + key % 50);
        }
        begin(sketch, 1);
        for (int key = 0; key < 500; key += 2) {
            admitted(sketch, key(key), 254, 3);
        }
        AdmissionSketch resized = sketch.resized(bytes);

        assertThat(resized.bytes()).isEqualTo(bytes);
        for (int key = 0; key < 500; key++) {
            int count = 1 + key % 50 + (key % 2 == 0 ? 3 : 0);
            assertThat(admitted(resized.copy(), key(key), 254, 300)).isLessThanOrEqualTo(254 - count);
        }
    }

    @Test
    void largerSizeCountsAsBefore() {
        admitted(sketch, KEY, 7, 7);

        assertThat(admitted(sketch.resized(1 << 18), KEY, 10, 300)).isEqualTo(3);
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        admitted(sketch, KEY, 7, 7);
        begin(sketch, 1);
        admitted(sketch, key(1), 5, 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sketch.writeTo(new DataOutputStream(bytes));
        AdmissionSketch read =
                AdmissionSketch.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(bytes.size()).isEqualTo(sketch.bytes() + 21);
        assertThat(read).usingRecursiveComparison().isEqualTo(sketch);
    }

    @Test
    void fillIsTheMeanOfTheCounters() {
        assertThat(sketch.fill(100)).isZero();
        assertThat(sketch.fill(0)).isZero();
        for (int key = 0; key < 1 << 16; key++) {
            admitted(sketch, key(key), 100, 100);
        }
        assertThat(sketch.fill(100)).isCloseTo(1, within(0.01));
        begin(sketch, 1);
        assertThat(sketch.fill(100)).as("of the generation before").isCloseTo(1, within(0.01));
        assertThat(sketch.fill(200)).isCloseTo(0.5, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 63, (1 << 30) + 1L})
    void sizeOutOfRangeIsRefused(long bytes) {
        assertThatThrownBy(() -> new AdmissionSketch(bytes, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizeIsRoundedDown() {
        assertThat(new AdmissionSketch(127, 0).bytes()).isEqualTo(64);
        assertThat(new AdmissionSketch(10_000_000, 0).bytes()).isEqualTo(8 << 20);
    }

    /** Lets time go on to a generation's begin, from the one before. */
    private static void begin(AdmissionSketch sketch, int generation) {
        sketch.tick(generation * GENERATION - 1, GENERATION);
        sketch.tick(generation * GENERATION, GENERATION);
    }

    private static int admitted(AdmissionSketch sketch, CounterKey key, int allowance, int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += sketch.admit(key, allowance) ? 1 : 0;
        }
        return admitted;
    }

    private static CounterKey key(int number) {
        SplittableRandom bits = new SplittableRandom(number);
        return new CounterKey(bits.nextLong(), bits.nextLong());
    }
}
