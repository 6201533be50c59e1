package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many events of each key a gate has let pass by itself, in a fixed number of bytes. Never too few: a
 * key that shares its counters with others is only held to have used up its allowance sooner. An event
 * touches 64 bytes. Not thread-safe.
 */
public final class AdmissionSketch {

    /*
     * A count-min sketch (Cormode and Muthukrishnan, 2005) with conservative update (Estan and Varghese,
     * 2002): a key has one counter in each of four rows, the least of them is its count, and only those
     * that are below the new count are raised to it. By induction each of a key's counters is at least the
     * number of its events: an event raises the least of them to one more than it was, and no counter
     * falls. A key is over-counted only if it shares every one of its four counters.
     *
     * All counters of a key lie in one block of 64 bytes, found by the high bits of the key's first half,
     * as in blocked Bloom filters (Putze, Sanders and Singler, 2007): one or two neighbouring lines of the
     * cache are what an event costs. The key is a keyed 128-bit hash that holds the date; under a secret
     * hash key nobody can make ids meet.
     *
     * Generations. A block has 32 counters (four rows of eight) of the current generation and 32 of the one
     * before. A key's count is the larger of both, and a touch carries it over into the current one. So a
     * count is kept for a generation after the key's last touch at least, and for two at the most. A
     * generation is TTL + TTL/16, the longest that the detector remembers a key without an event.
     *
     * The bound. Let the threshold be N, the slack s, and P the gates, each with the allowance A = floor(s
     * N / P), 254 at the most. Then none of a key's events is rewritten before N have passed, and in any
     * time as long as the TTL at most N (1 + s) pass, through any number of restarts, rescalings and
     * generation changes, and whichever gates see the key when. Where N, s or P change, or events of the
     * key have several N, it is the largest N and the largest s N of that time, as long as the slack is
     * never switched off in it: what was admitted is forgotten then. It is the scheme of distributed
     * thresholds with local slack (Cormode, Muthukrishnan and Yi, 2011), in which a site is silent until
     * its fixed slack is used up.
     *
     * At least: an event is rewritten only once the detector has counted as many events of the key as its
     * threshold says, or by a hint that says so.
     *
     * At most: the detector lets N pass in a life of the key there, and two lives lie more than a TTL
     * apart. For what gates let pass, let c(i) be the count of a key at gate i, S the sum of all c(i), and
     * U how many have passed since some moment, not longer ago than the TTL. (1) Each that passes raises
     * its c(i), and so S, by one at least. (2) For a TTL nothing takes that away: a touched count is kept
     * for a generation, and a restart gives each of P' gates ceil(S / P'), kept as long as the gates before
     * would have kept it. So U <= S. (3) A gate lets an event pass only while c(i) < A. Without a restart
     * since that moment U <= P A. After one all c(i) are alike, and until the next at most max(0, P A - S)
     * <= max(0, P A - U) more pass. So U never grows beyond the largest P A, which is at most s N. A
     * counter that a share does not fit into, and that of an exhausted key, is full: it stands for any
     * number, in sums as well.
     *
     * A longer life. In a time of k TTLs at most k N (1 + s) pass; in fact A for each gate that is never
     * without the key for a generation, if there is no restart, and N if the detector is never without it
     * for a TTL. A restart can give a key back what other gates have taken over of it and have forgotten
     * since: less than s N a generation. A key holds a date, so few live as long.
     */

    /** The most that a gate can let pass of a key. */
    public static final int MAX_ALLOWANCE = 254;
    /** A counter at its end, which stands for any number. */
    static final int FULL = 255;
    /** Bytes of a block, the least that a sketch can have. */
    public static final int BLOCK = 64;
    /** The most bytes of a sketch. */
    public static final int MAX_BYTES = 1 << 30;

    static final int HALF = BLOCK / 2;

    private static final int SAMPLED_BLOCKS = 1024;

    private final byte[] counters;
    private final int blockBits;
    /** Where the current generation begins in each block: 0 or {@value #HALF}. */
    private int current;

    private long startMillis;
    private long lastMillis;

    /**
     * One that has seen nothing.
     *
     * @param bytes its size; rounded down to a power of two
     * @throws IllegalArgumentException if there are fewer than {@value #BLOCK} bytes, or more than
     *     {@value #MAX_BYTES}
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
     * Reads the key's counters, to no other end than that they are in the processor's cache when
     * {@link #admit} comes. For several keys in a row the processor waits for all of them at once, as none
     * depends on another.
     *
     * @return of no meaning, but to be used: a read that nobody uses is compiled away
     */
    public int touch(CounterKey key) {
        int block = block(key);
        // An array's first element does not begin a line of the cache, so a block lies in two.
        return counters[block] + counters[block + BLOCK - 1];
    }

    /** Whether fewer events of the key than {@code allowance} were let pass; if so, this is one more. */
    public boolean admit(CounterKey key, int allowance) {
        int now = block(key) + current;
        int rows = (int) key.low();
        int level = level(now, rows);
        int count = Math.max(level, level(now ^ HALF, rows));
        boolean admitted = count < allowance;
        if (admitted) {
            count++;
        }
        if (count > level) {
            raise(now, rows, count);
        }
        return admitted;
    }

    /** Touches the key, and from here on holds its allowance to be used up. */
    public void exhaust(CounterKey key) {
        raise(block(key) + current, (int) key.low(), FULL);
    }

    private int block(CounterKey key) {
        // Two shifts, as one of 64 bits would be none.
        return (int) (key.high() >>> 1 >>> 63 - blockBits) * BLOCK;
    }

    private int level(int half, int rows) {
        int first = Math.min(counters[at0(half, rows)] & 0xff, counters[at1(half, rows)] & 0xff);
        int second = Math.min(counters[at2(half, rows)] & 0xff, counters[at3(half, rows)] & 0xff);
        return Math.min(first, second);
    }

    private void raise(int half, int rows, int count) {
        raise(at0(half, rows), count);
        raise(at1(half, rows), count);
        raise(at2(half, rows), count);
        raise(at3(half, rows), count);
    }

    private void raise(int at, int count) {
        if ((counters[at] & 0xff) < count) {
            counters[at] = (byte) count;
        }
    }

    private static int at0(int half, int rows) {
        return half + (rows & 7);
    }

    private static int at1(int half, int rows) {
        return half + 8 + (rows >>> 3 & 7);
    }

    private static int at2(int half, int rows) {
        return half + 16 + (rows >>> 6 & 7);
    }

    private static int at3(int half, int rows) {
        return half + 24 + (rows >>> 9 & 7);
    }

    /**
     * Goes on after a downtime, before anything is admitted: one as long as a generation has outlived all
     * counts.
     *
     * @param generationMillis how long a generation is
     */
    public void resume(long nowMillis, long generationMillis) {
        if (nowMillis - lastMillis >= generationMillis) {
            Arrays.fill(counters, (byte) 0);
            startMillis = nowMillis;
        }
        tick(nowMillis, generationMillis);
    }

    /**
     * Notes the time, and begins a generation if it is due. To be called now and then. However long ago the
     * last time was, no more than one begins: events may have been admitted since.
     *
     * @param generationMillis how long a generation is
     */
    public void tick(long nowMillis, long generationMillis) {
        if (nowMillis - startMillis >= generationMillis) {
            beginGeneration(nowMillis);
        }
        lastMillis = nowMillis;
        // A clock that was far ahead must not put off the next generation for ever.
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
     * How full it is, from 0 to 1: the mean of the counters, of the generation in which it is larger, over
     * the allowance. Towards 1, keys that were never seen before find their counters used up. 0 where
     * nothing may be admitted. Looks at some of the blocks; any thread may ask.
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

    /** Bytes of its counters. */
    public int bytes() {
        return counters.length;
    }

    /** When the current generation began. */
    long startMillis() {
        return startMillis;
    }

    /** When {@link #tick} was last called. */
    long lastMillis() {
        return lastMillis;
    }

    /** A counter of the current generation, by its place among the {@value #HALF} of each block. */
    int now(int block, int place) {
        return counters[block * BLOCK + current + place] & 0xff;
    }

    /** A counter of the generation before. */
    int before(int block, int place) {
        return counters[block * BLOCK + (current ^ HALF) + place] & 0xff;
    }

    /**
     * The same in another number of bytes. A smaller one takes the larger of the counters that meet in it,
     * a larger one copies them: no key's count falls.
     */
    AdmissionSketch resized(long wantedBytes) {
        int wanted = size(wantedBytes);
        if (wanted == counters.length) {
            return this;
        }
        byte[] resized = new byte[wanted];
        int blocks = Math.max(wanted, counters.length) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            // Blocks go by the high bits of the key, so neighbours stand for what was one, or become one.
            int from = (int) ((long) block * counters.length / BLOCK / blocks) * BLOCK;
            int to = (int) ((long) block * wanted / BLOCK / blocks) * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                resized[to + i] = (byte) Math.max(resized[to + i] & 0xff, counters[from + i] & 0xff);
            }
        }
        return new AdmissionSketch(resized, current, startMillis, lastMillis);
    }

    /** One of its own. */
    AdmissionSketch copy() {
        return new AdmissionSketch(counters.clone(), current, startMillis, lastMillis);
    }

    /** Writes it, {@link #bytes} and 21 more. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(counters.length);
        out.writeByte(current);
        out.writeLong(startMillis);
        out.writeLong(lastMillis);
        out.write(counters);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static AdmissionSketch readFrom(DataInput in) throws IOException {
        byte[] counters = new byte[in.readInt()];
        int current = in.readByte();
        long startMillis = in.readLong();
        long lastMillis = in.readLong();
        in.readFully(counters);
        return new AdmissionSketch(counters, current, startMillis, lastMillis);
    }
}
