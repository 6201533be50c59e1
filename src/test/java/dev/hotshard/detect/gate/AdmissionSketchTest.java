package dev.hotshard.detect.gate;

import static dev.hotshard.detect.gate.SketchFixture.KEY;
import static dev.hotshard.detect.gate.SketchFixture.admitted;
import static dev.hotshard.detect.gate.SketchFixture.begin;
import static dev.hotshard.detect.gate.SketchFixture.key;
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

    private final AdmissionSketch sketch = new AdmissionSketch(1 << 16, 0);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 150, 253, 254})
    void shouldAdmitExactlyTheAllowance(int allowance) {
        assertThat(admitted(sketch, KEY, allowance, 1000)).isEqualTo(allowance);
    }

    @Test
    void shouldApplyAChangedAllowanceAtOnce() {
        assertThat(admitted(sketch, KEY, 10, 20)).isEqualTo(10);
        assertThat(admitted(sketch, KEY, 5, 20)).isZero();
        assertThat(admitted(sketch, KEY, 12, 20)).isEqualTo(2);
    }

    @Test
    void shouldAdmitNoEventOfAnExhaustedKey() {
        sketch.exhaust(KEY);

        assertThat(admitted(sketch, KEY, 254, 10)).isZero();
    }

    /** docs/operations.md advises seven bytes for each event of each key, divided by the allowance. */
    @Test
    void shouldRefuseFewEventsWithTheAdvisedMemory() {
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
                .as("share of cold events that the detector counts")
                .isLessThan(0.001);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 1 << 10, 1 << 16, 1 << 20})
    void shouldNeverUndercount(int bytes) {
        SplittableRandom random = Seed.random(getClass());
        AdmissionSketch crowded = new AdmissionSketch(bytes, 0);
        int keys = 2000;
        int[] count = new int[keys];
        for (int i = 0; i < 200_000; i++) {
            // Low keys are more frequent.
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
    void shouldCountKeysExactlyIfTheyShareNoCounters() {
        AdmissionSketch wide = new AdmissionSketch(1 << 20, 0);
        for (int key = 0; key < 1000; key++) {
            assertThat(admitted(wide, key(key), 200, 300)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1 << 15, 1 << 16, 1 << 17, 1 << 20})
    void shouldForgetNothingWhenResized(int bytes) {
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
    void shouldKeepItsCountsWhenEnlarged() {
        admitted(sketch, KEY, 7, 7);

        assertThat(admitted(sketch.resized(1 << 18), KEY, 10, 300)).isEqualTo(3);
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
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
    void shouldReportTheMeanOfTheCountersAsFill() {
        assertThat(sketch.fill(100)).isZero();
        assertThat(sketch.fill(0)).isZero();
        for (int key = 0; key < 1 << 16; key++) {
            admitted(sketch, key(key), 100, 100);
        }
        assertThat(sketch.fill(100)).isCloseTo(1, within(0.01));
        begin(sketch, 1);
        assertThat(sketch.fill(100)).as("of the previous generation").isCloseTo(1, within(0.01));
        assertThat(sketch.fill(200)).isCloseTo(0.5, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 63, (1 << 30) + 1L})
    void shouldRefuseASizeOutOfRange(long bytes) {
        assertThatThrownBy(() -> new AdmissionSketch(bytes, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRoundTheSizeDown() {
        assertThat(new AdmissionSketch(127, 0).bytes()).isEqualTo(64);
        assertThat(new AdmissionSketch(10_000_000, 0).bytes()).isEqualTo(8 << 20);
    }
}
