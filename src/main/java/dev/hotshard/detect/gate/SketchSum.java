package dev.hotshard.detect.gate;

import static dev.hotshard.detect.gate.AdmissionSketch.BLOCK;
import static dev.hotshard.detect.gate.AdmissionSketch.HALF;

import java.io.DataInput;
import java.io.IOException;

/**
 * The sum of the sketches of one or several gates. After a restart, each gate takes an equal share of the
 * events that the previous gates have admitted. A sum of one is the sketch itself; a sum of several has
 * twice its size. Not thread-safe.
 */
public final class SketchSum {

    private static final int SATURATED = 0xffff;

    /** The only sketch added so far; null from the second on. */
    private AdmissionSketch only;
    /**
     * Unsigned sums: in each block those of the current generation, then those of the larger of both
     * generations.
     */
    private short[] sums;

    private long startMillis;
    private long lastMillis;

    private SketchSum(AdmissionSketch only) {
        this.only = only;
        startMillis = only.startMillis();
        lastMillis = only.lastMillis();
    }

    /** Returns a sum of this sketch alone, as a view: it includes what the sketch counts later. */
    public static SketchSum of(AdmissionSketch sketch) {
        return new SketchSum(sketch);
    }

    /**
     * Reads another gate's sketch, written by {@link AdmissionSketch#writeTo}, and adds it. Needs three times
     * the size of a sketch while it does.
     */
    public void readAnother(DataInput in) throws IOException {
        addUp();
        add(AdmissionSketch.readFrom(in));
    }

    /** Adds another gate's sketch. */
    void add(AdmissionSketch sketch) {
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
     * A gate's count is the larger of its two generations, and the sum must not fall below the sum of these
     * counts. If each generation were added separately, a key that gate 1 saw in the current generation and
     * gate 2 in the previous one would count as the larger of the two, not as their sum. So the previous
     * generation of the sum holds the larger of both; it expires when it would have expired.
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
        // A full counter stands for any number.
        int sum = count == AdmissionSketch.FULL ? SATURATED : (sums[at] & 0xffff) + count;
        sums[at] = (short) Math.min(SATURATED, sum);
    }

    /**
     * Returns the sketch with which each of the gates starts: an equal share of each counter, rounded up.
     * Consumes the sum, which must not be used any more.
     *
     * @param gates the number of gates
     * @param bytes the size of each gate's sketch
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

    /** Returns an independent copy of a sum of one. */
    public SketchSum copy() {
        return new SketchSum(only().copy());
    }

    /**
     * The only sketch of this sum.
     *
     * @throws IllegalStateException if it is the sum of several
     */
    public AdmissionSketch only() {
        if (only == null) {
            throw new IllegalStateException("a sum of several sketches");
        }
        return only;
    }
}
