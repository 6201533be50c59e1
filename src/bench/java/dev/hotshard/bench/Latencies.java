package dev.hotshard.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long events took from the job's first operator to its last: a histogram by milliseconds. Static,
 * because Flink copies operators.
 */
final class Latencies {

    /** What takes longer counts as this. */
    private static final int LONGEST_MILLIS = 60_000;

    private static volatile AtomicLongArray counts = new AtomicLongArray(LONGEST_MILLIS + 1);

    private Latencies() {}

    /** Forgets what came before. */
    static void clear() {
        counts = new AtomicLongArray(LONGEST_MILLIS + 1);
    }

    static void add(long millis) {
        counts.incrementAndGet((int) Math.max(0, Math.min(millis, LONGEST_MILLIS)));
    }

    /** So large a share of the events took so many milliseconds at the most; null if none came. */
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
