package dev.hotshard.detect.gate;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How many events more than its threshold gates may let pass of a key by themselves, so that ids that stay
 * far below it cost neither exchange nor state.
 *
 * @param fraction of the threshold; 0 for none, which is the exact way for all
 * @param sketchBytes for the counters of one gate
 */
public record AdmissionSlack(BigDecimal fraction, long sketchBytes) implements Serializable {

    /** The exact way for all. */
    public static final AdmissionSlack NONE = new AdmissionSlack(BigDecimal.ZERO, AdmissionSketch.BLOCK);

    /** Whether gates let anything pass by themselves. */
    public boolean isOn() {
        return fraction.signum() > 0;
    }

    /** What each of so many gates may let pass of a key: its part of the slack. */
    public Allowances allowances(int gates) {
        return new Allowances(fraction, gates);
    }
}
