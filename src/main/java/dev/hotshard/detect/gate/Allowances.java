package dev.hotshard.detect.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * What one gate may admit of a key within the slack: floor(slack * threshold / gates), and no more than
 * counters can tell. Costs neither memory nor a division an event, and one comparison if the threshold is
 * that of the event before. Not thread-safe.
 */
public final class Allowances {

    /** The least threshold that gives an allowance of one more than the place. */
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
