package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Sketches and keys for tests. */
final class SketchFixture {

    static final long GENERATION = 1000;
    static final int BYTES = 1 << 14;
    static final CounterKey KEY = new CounterKey(0x123456789abcdefL, 0x0fedcba987654321L);

    private SketchFixture() {}

    /** Creates a sketch of {@link #BYTES} that has admitted a number of events of {@link #KEY}. */
    static AdmissionSketch sketch(int admitted) {
        AdmissionSketch sketch = new AdmissionSketch(BYTES, 0);
        admitted(sketch, KEY, AdmissionSketch.MAX_ALLOWANCE, admitted);
        return sketch;
    }

    static SketchSum sum(AdmissionSketch... sketches) {
        SketchSum sum = SketchSum.of(sketches[0]);
        Stream.of(sketches).skip(1).forEach(sum::add);
        return sum;
    }

    /** Begins a generation at its time, which must be one after the previous generation began. */
    static void begin(AdmissionSketch sketch, int generation) {
        sketch.tick(generation * GENERATION - 1, GENERATION);
        sketch.tick(generation * GENERATION, GENERATION);
    }

    /** Offers events of a key; returns how many of them are admitted. */
    static int admitted(AdmissionSketch sketch, CounterKey key, int allowance, int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += sketch.admit(key, allowance) ? 1 : 0;
        }
        return admitted;
    }

    /** Uses up the remaining allowance of {@link #KEY} and returns how much it was. */
    static int left(AdmissionSketch sketch, int allowance) {
        int admitted = 0;
        while (sketch.admit(KEY, allowance)) {
            admitted++;
        }
        return admitted;
    }

    static CounterKey key(int number) {
        SplittableRandom bits = new SplittableRandom(number);
        return new CounterKey(bits.nextLong(), bits.nextLong());
    }
}
