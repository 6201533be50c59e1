package dev.hotshard.detect.gate;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How many events of a key gates may admit by themselves, on top of the threshold. Ids far below the threshold
 * then cost neither exchange nor state.
 *
 * @param fraction the slack as a fraction of the threshold; 0 for none, so that the detector counts all
 * @param threshold the number of events of a key that the detector lets pass
 * @param sketchBytes the size of one gate's sketch
 */
public record AdmissionSlack(BigDecimal fraction, long threshold, long sketchBytes) implements Serializable {

    /** No slack: the detector counts every event. */
    public static final AdmissionSlack NONE = new AdmissionSlack(BigDecimal.ZERO, 0, AdmissionSketch.BLOCK);

    /** Whether gates admit events by themselves. */
    public boolean isOn() {
        return fraction.signum() > 0;
    }

    /**
     * The number of events of a key that one gate may admit: floor(fraction * threshold / gates), at most
     * {@link AdmissionSketch#MAX_ALLOWANCE}.
     */
    public int allowance(int gates) {
        BigDecimal part =
                fraction.multiply(BigDecimal.valueOf(threshold)).divideToIntegralValue(BigDecimal.valueOf(gates));
        return part.min(BigDecimal.valueOf(AdmissionSketch.MAX_ALLOWANCE)).intValue();
    }
}
