package dev.hotshard.detect.gate;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How many events of a key gates may admit by themselves, on top of the threshold. Ids far below the threshold
 * then cost neither exchange nor state. Such events are counted by the gates and not by the detector, whereas
 * exempt events are never counted at all.
 *
 * @param fraction the slack as a fraction of the threshold; 0 for none, so that the detector counts all
 * @param sketchBytes the size of one gate's sketch
 */
public record AdmissionSlack(BigDecimal fraction, long sketchBytes) implements Serializable {

    /** No slack: the detector counts every event. */
    public static final AdmissionSlack NONE = new AdmissionSlack(BigDecimal.ZERO, AdmissionSketch.BLOCK);

    /** Whether gates admit events by themselves. */
    public boolean isOn() {
        return fraction.signum() > 0;
    }

    /** The allowance of each of {@code gates} gates. */
    public Allowances allowances(int gates) {
        return new Allowances(fraction, gates);
    }
}
