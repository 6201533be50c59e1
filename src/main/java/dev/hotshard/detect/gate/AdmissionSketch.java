package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts the events of each key that a gate has admitted by itself, in a fixed number of bytes. Never
 * under-counts: a key that shares its counters with others only uses up its allowance sooner. The cost of an
 * event is one block of 64 bytes, whatever the number of keys. Not thread-safe.
 */
public final class AdmissionSketch {

    /*
     * Layout. All counters of a key are in one block of 64 bytes, selected by the high bits of the key's
     * first half, as in blocked Bloom filters (Putze, Sanders and Singler, 2007). So an event costs one or
     * two neighbouring cache lines. The key is a keyed 128-bit hash that includes the event date; under a
     * secret hash key, nobody can make ids collide. CountMinRows says how keys share the counters of a block.
     *
     * Generations. A block has 32 counters of the current generation and 32 of the
     * previous one. A key's count is the larger of its counts in both, and each touch carries it over into
     * the current generation. So a count lives for at least one and at most two generations after the key's
     * last touch. A generation is TTL + TTL/16, the longest time for which the detector remembers a key
     * without events.
     *
     * Parameters. N is the threshold, s the slack, and P the number of gates. Each gate has the allowance
     * A = floor(s N / P), at most 254.
     *
     * Bound. No event of a key is rewritten before N of its events have passed, and in any time of length
     * TTL at most N (1 + s) of its events pass. This holds through any number of restarts, rescalings and
     * generation changes, whichever gates see the key at which time. If N, s or P change, or events of the
     * key have different N, the bound holds for the largest N and the largest s N of that time, provided
     * that the slack is never switched off in it, because that discards the counts of admitted events. The
     * scheme is that of distributed thresholds with local slack (Cormode, Muthukrishnan and Yi, 2011), in
     * which a site is silent until it has used up its fixed slack.
     *
     * Proof of the lower bound. An event is rewritten only after the detector has counted as many events of
     * the key as the threshold says, or because of a hint that says so.
     *
     * Proof of the upper bound. The detector lets N events pass in one life of the key, and two lives are
     * more than a TTL apart. For the events that gates admit, let c(i) be the key's count at gate i, S the
     * sum of all c(i), and U the number of events admitted since some moment at most a TTL ago. (1) Each
     * admitted event raises its c(i), and so S, by at least one. (2) For a TTL, nothing undoes that: a
     * touched count is kept for a generation, and a restart gives each of P' gates ceil(S / P'), kept as
     * long as the previous gates would have kept it. So U <= S. (3) A gate admits an event only while
     * c(i) < A. Without a restart since that moment, U <= P A. After a restart all c(i) are equal, and until
     * the next one at most max(0, P A - S) <= max(0, P A - U) further events are admitted. So U never
     * exceeds the largest P A, which is at most s N. A counter that cannot hold its share, and that of an
     * exhausted key, is full: it stands for any number, in sums as well.
     *
     * Longer lives. In a time of k TTLs at most k N (1 + s) events pass. In fact, without a restart, a gate
     * that is never without the key for a generation admits A events, and a detector that is never without
     * it for a TTL lets N pass. A restart can give a key back what other gates have taken over of its count
     * and have forgotten since: less than s N per generation. Few keys live that long, as a key includes a
     * date.
     */

    /** The largest allowance: the number of events of a key that one gate can admit. */
    static final int MAX_ALLOWANCE = 254;
    /** A full counter, which stands for any number. */
    static final int FULL = 255;
    /** The size of a block in bytes, and the smallest size of a sketch. */
    public static final int BLOCK = 2 * CountMinRows.BYTES;
    /** The largest size of a sketch in bytes. */
    public static final int MAX_BYTES = 1 << 30;

    /** The counters of one generation in a block. */
    static final int HALF = CountMinRows.BYTES;

    private static final int SAMPLED_BLOCKS = 1024;

    private final byte[] counters;
    private final int blockBits;
    /** Where the current generation begins in each block: 0 or {@value #HALF}. */
    private int current;

    private long startMillis;
    private long lastMillis;

    /**
     * Creates an empty sketch.
     *
     * @param bytes the size, rounded down to a power of two
     * @param nowMillis processing time, in milliseconds since the epoch
     * @throws IllegalArgumentException if the size is below {@value #BLOCK} or above {@value #MAX_BYTES}
     *     bytes
     */
    public AdmissionSketch(long bytes, long nowMillis) {
        this(new byte[size(bytes)], 0, nowMillis, nowMillis);
    }

    AdmissionSketch(byte[] counters, int current, long startMillis, long lastMillis) {
        this.counters = counters;
        this.current = current;
        this.startMillis = startMillis;
        this.lastMillis = lastMillis;
        blockBits = Integer.numberOfTrailingZeros(counters.length / BLOCK);
    }

    private static int size(long bytes) {
        if (bytes < BLOCK || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(bytes + " bytes");
        }
        return (int) Long.highestOneBit(bytes);
    }

    /**
     * Prefetches the key's counters into the processor's cache for {@link #admit}. Reads of several keys in
     * a row overlap, because none depends on another.
     *
     * @return a meaningless number that the caller must use, or the compiler would remove the read
     */
    public int touch(CounterKey key) {
        int block = block(key);
        // The first element of an array does not start a cache line, so a block spans two.
        return counters[block] + counters[block + BLOCK - 1];
    }

    /**
     * Admits an event if the gate has admitted fewer than {@code allowance} events of its key.
     *
     * @return whether the event is admitted, and counted
     */
    public boolean admit(CounterKey key, int allowance) {
        int now = block(key) + current;
        int bits = (int) key.low();
        int level = CountMinRows.count(counters, now, bits);
        int count = Math.max(level, CountMinRows.count(counters, now ^ HALF, bits));
        boolean admitted = count < allowance;
        if (admitted) {
            count++;
        }
        if (count > level) {
            CountMinRows.raise(counters, now, bits, count);
        }
        return admitted;
    }

    /** Touches the key and marks its allowance as used up, whatever the allowance. */
    public void exhaust(CounterKey key) {
        CountMinRows.raise(counters, block(key) + current, (int) key.low(), FULL);
    }

    private int block(CounterKey key) {
        // Two shifts, as a shift by 64 bits does nothing.
        return (int) (key.high() >>> 1 >>> 63 - blockBits) * BLOCK;
    }

    /**
     * Resumes after a downtime, before the first event. A downtime of a generation or more discards all
     * counts.
     *
     * @param generationMillis the length of a generation
     */
    public void resume(long nowMillis, long generationMillis) {
        if (nowMillis - lastMillis >= generationMillis) {
            Arrays.fill(counters, (byte) 0);
            startMillis = nowMillis;
        }
        tick(nowMillis, generationMillis);
    }

    /**
     * Advances the clock, and starts a new generation if one is due. Call it regularly. It starts at most
     * one, however long ago the last call was, as events may have been admitted since.
     *
     * @param generationMillis the length of a generation
     */
    public void tick(long nowMillis, long generationMillis) {
        if (nowMillis - startMillis >= generationMillis) {
            beginGeneration(nowMillis);
        }
        lastMillis = nowMillis;
        // A clock that was far ahead must not delay the next generation indefinitely.
        startMillis = Math.min(startMillis, nowMillis);
    }

    private void beginGeneration(long nowMillis) {
        current ^= HALF;
        startMillis = nowMillis;
        for (int half = current; half < counters.length; half += BLOCK) {
            Arrays.fill(counters, half, half + HALF, (byte) 0);
        }
    }

    /**
     * The fill level, from 0 to 1: the mean counter, in the generation with the larger mean, divided by the
     * allowance. Near 1, new keys find their counters used up. 0 if the allowance is 0. Samples at most
     * about 2,000 blocks. Any thread may call it; the result is approximate.
     */
    public double fill(int allowance) {
        int step = Math.max(1, counters.length / BLOCK / SAMPLED_BLOCKS) * BLOCK;
        long sum = 0;
        long sumOfOther = 0;
        int seen = 0;
        for (int block = 0; block < counters.length; block += step) {
            for (int i = 0; i < HALF; i++) {
                sum += Math.min(allowance, counters[block + i] & 0xff);
                sumOfOther += Math.min(allowance, counters[block + HALF + i] & 0xff);
            }
            seen += HALF;
        }
        return allowance == 0 ? 0 : (double) Math.max(sum, sumOfOther) / seen / allowance;
    }

    /** The size of the counters in bytes. */
    public int bytes() {
        return counters.length;
    }

    /** The time at which the current generation began. */
    long startMillis() {
        return startMillis;
    }

    /** The time of the last {@link #tick}. */
    long lastMillis() {
        return lastMillis;
    }

    /** A counter of the current generation, by its place among the {@value #HALF} in a block. */
    int now(int block, int place) {
        return counters[block * BLOCK + current + place] & 0xff;
    }

    /** A counter of the previous generation. */
    int before(int block, int place) {
        return counters[block * BLOCK + (current ^ HALF) + place] & 0xff;
    }

    /**
     * Returns the sketch in another size, rounded down to a power of two; itself if it has that size. When
     * shrinking, each counter becomes the largest of those that it replaces; when growing, a copy of the one
     * it stems from. So no key's count falls.
     */
    AdmissionSketch resized(long wantedBytes) {
        int wanted = size(wantedBytes);
        if (wanted == counters.length) {
            return this;
        }
        byte[] resized = new byte[wanted];
        int blocks = Math.max(wanted, counters.length) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            // The key's high bits select the block, so blocks that split or merge are neighbours.
            int from = (int) ((long) block * counters.length / BLOCK / blocks) * BLOCK;
            int to = (int) ((long) block * wanted / BLOCK / blocks) * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                resized[to + i] = (byte) Math.max(resized[to + i] & 0xff, counters[from + i] & 0xff);
            }
        }
        return new AdmissionSketch(resized, current, startMillis, lastMillis);
    }

    /** Returns an independent copy. */
    AdmissionSketch copy() {
        return new AdmissionSketch(counters.clone(), current, startMillis, lastMillis);
    }

    /** Writes the sketch in {@link #bytes} plus 21 bytes. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(counters.length);
        out.writeByte(current);
        out.writeLong(startMillis);
        out.writeLong(lastMillis);
        out.write(counters);
    }

    /** Reads a sketch written by {@link #writeTo}. */
    public static AdmissionSketch readFrom(DataInput in) throws IOException {
        byte[] counters = new byte[in.readInt()];
        int current = in.readByte();
        long startMillis = in.readLong();
        long lastMillis = in.readLong();
        in.readFully(counters);
        return new AdmissionSketch(counters, current, startMillis, lastMillis);
    }
}
