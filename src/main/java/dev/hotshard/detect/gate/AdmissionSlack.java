package dev.hotshard.detect.gate;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How many events more than the limit gates may let pass by themselves, so that ids that stay far below it
 * cost neither exchange nor state.
 *
 * @param fraction of the limit; 0 for none, which is the exact way for all
 * @param limit how many events of a key the detector lets pass
 * @param sketchBytes for the counters of one gate
 */
public record AdmissionSlack(BigDecimal fraction, long limit, long sketchBytes) implements Serializable {

    /** The exact way for all. */
    public static final AdmissionSlack NONE = new AdmissionSlack(BigDecimal.ZERO, 0, AdmissionSketch.BLOCK);

    /** Whether gates let anything pass by themselves. */
    public boolean isOn() {
        return fraction.signum() > 0;
    }

    /**
     * What each of so many gates may let pass of a key: its part, rounded down, and no more than counters
     * can tell.
     */
    public int allowance(int gates) {
        BigDecimal part = fraction.multiply(BigDecimal.valueOf(limit)).divideToIntegralValue(BigDecimal.valueOf(gates));
        return part.min(BigDecimal.valueOf(AdmissionSketch.MAX_ALLOWANCE)).intValue();
    }
}
