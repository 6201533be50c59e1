package dev.hotshard.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of the time that events took from the job's first operator to its last, in milliseconds. Static,
 * because Flink copies operators.
 */
final class Latencies {

    /** Longer latencies count as this. */
    private static final int LONGEST_MILLIS = 60_000;

    private static volatile AtomicLongArray counts = new AtomicLongArray(LONGEST_MILLIS + 1);

    private Latencies() {}

    /** Resets the histogram. */
    static void clear() {
        counts = new AtomicLongArray(LONGEST_MILLIS + 1);
    }

    static void add(long millis) {
        counts.incrementAndGet((int) Math.max(0, Math.min(millis, LONGEST_MILLIS)));
    }

    /** The latency in milliseconds that this share of the events did not exceed; null without events. */
    static Double quantile(double share) {
        long total = 0;
        for (int i = 0; i <= LONGEST_MILLIS; i++) {
            total += counts.get(i);
        }
        double left = share * total;
        for (int i = 0; i <= LONGEST_MILLIS && total > 0; i++) {
            left -= counts.get(i);
            if (left <= 0) {
                return (double) i;
            }
        }
        return null;
    }
}
