package dev.hotshard.detect.gate;

import static dev.hotshard.detect.gate.AdmissionSketch.BLOCK;
import static dev.hotshard.detect.gate.AdmissionSketch.HALF;

import java.io.DataInput;
import java.io.IOException;

/**
 * The sketches of one or several gates, added up, so that gates that come after them take equal shares of
 * what these have let pass. For one sketch it is that sketch itself; for several it takes twice the bytes
 * of one. Not thread-safe.
 */
public final class SketchSum {

    private static final int SATURATED = 0xffff;

    /** The only one that was added so far; null from the second on. */
    private AdmissionSketch only;
    /**
     * Sums without a sign: in each block those of the current generation, then those of the larger of both.
     */
    private short[] sums;

    private long startMillis;
    private long lastMillis;

    private SketchSum(AdmissionSketch only) {
        this.only = only;
        startMillis = only.startMillis();
        lastMillis = only.lastMillis();
    }

    /** The sum that is this sketch, also of what it counts from here on. */
    public static SketchSum of(AdmissionSketch sketch) {
        return new SketchSum(sketch);
    }

    /**
     * Adds another gate's sketch, which {@code in} holds as {@link AdmissionSketch#writeTo} wrote it; with
     * it there are three times the bytes of one.
     */
    public void readAnother(DataInput in) throws IOException {
        addUp();
        add(AdmissionSketch.readFrom(in));
    }

    /** Adds another gate's sketch. */
    public void add(AdmissionSketch sketch) {
        addUp();
        addToSums(sketch.resized(sums.length));
        startMillis = Math.max(startMillis, sketch.startMillis());
        lastMillis = Math.max(lastMillis, sketch.lastMillis());
    }

    private void addUp() {
        if (sums == null) {
            sums = new short[only.bytes()];
            addToSums(only);
            only = null;
        }
    }

    /*
     * A gate's count is the larger of its two generations, and a sum of counts must not fall below the sum
     * of these: were each generation added for itself, a key that gate 1 saw in this generation and gate 2
     * in the one before would count as the larger of both. So the one before becomes the larger of both; it
     * is forgotten when it would have been.
     */
    private void addToSums(AdmissionSketch sketch) {
        for (int block = 0; block < sums.length / BLOCK; block++) {
            int at = block * BLOCK;
            for (int i = 0; i < HALF; i++) {
                int now = sketch.now(block, i);
                add(at + i, now);
                add(at + HALF + i, Math.max(now, sketch.before(block, i)));
            }
        }
    }

    private void add(int at, int count) {
        // What is full stands for any number.
        int sum = count == AdmissionSketch.FULL ? SATURATED : (sums[at] & 0xffff) + count;
        sums[at] = (short) Math.min(SATURATED, sum);
    }

    /**
     * What each of so many gates begins with: its part of each counter, rounded up. Nothing is left of the
     * sum then.
     *
     * @param bytes the size of its sketch
     */
    public AdmissionSketch takeShare(int gates, long bytes) {
        addUp();
        byte[] counters = new byte[sums.length];
        for (int i = 0; i < counters.length; i++) {
            int sum = sums[i] & 0xffff;
            int share = (sum + gates - 1) / gates;
            counters[i] = (byte) (sum == SATURATED ? AdmissionSketch.FULL : Math.min(AdmissionSketch.FULL, share));
        }
        sums = null;
        return new AdmissionSketch(counters, 0, startMillis, lastMillis).resized(bytes);
    }

    /** One that stays as it is. */
    public SketchSum copy() {
        return new SketchSum(only().copy());
    }

    /**
     * The sketch that this is the sum of.
     *
     * @throws IllegalStateException if several were added
     */
    public AdmissionSketch only() {
        if (only == null) {
            throw new IllegalStateException("a sum of several sketches");
        }
        return only;
    }
}
