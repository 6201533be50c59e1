package dev.hotshard.detect.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * The number of events of a key that one gate may admit within the slack: floor(slack * threshold / gates),
 * up to the capacity of a counter. A query allocates nothing and does not divide; it costs one comparison
 * if the threshold is that of the previous query. Not thread-safe.
 */
public final class Allowances {

    /** At index i, the smallest threshold whose allowance is i + 1. */
    private final long[] leastThresholds;

    private long threshold;
    private int allowance;

    Allowances(BigDecimal fraction, int gates) {
        leastThresholds = new long[fraction.signum() > 0 ? AdmissionSketch.MAX_ALLOWANCE : 0];
        for (int i = 0; i < leastThresholds.length; i++) {
            leastThresholds[i] = BigDecimal.valueOf(i + 1L)
                    .multiply(BigDecimal.valueOf(gates))
                    .divide(fraction, 0, RoundingMode.CEILING)
                    .min(BigDecimal.valueOf(Long.MAX_VALUE))
                    .longValue();
        }
    }

    /** The allowance under a threshold, at least 0 and at most {@link AdmissionSketch#MAX_ALLOWANCE}. */
    public int of(long threshold) {
        if (threshold != this.threshold) {
            int at = Arrays.binarySearch(leastThresholds, threshold);
            int next = at < 0 ? -at - 1 : at + 1;
            while (next < leastThresholds.length && leastThresholds[next] == threshold) {
                next++;
            }
            allowance = next;
            this.threshold = threshold;
        }
        return allowance;
    }
}
