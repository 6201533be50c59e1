package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.util.UUID;

/**
 * A lower bound on the count of a hot key, sent by the detector to the gates. A gate may follow a hint of
 * its own submission, once it is committed, until it ends: the detector cannot forget the key before, so
 * the count does not fall.
 *
 * @param key the key
 * @param submission the submission that sends the hint; another one may have older state
 * @param life when the key became hot, which distinguishes its lives
 * @param countBound a lower bound on the key's count in this life, at least 1
 * @param endMillis when the hint ends, in processing time
 */
public record Hint(CounterKey key, UUID submission, long life, long countBound, long endMillis) {

    /** Whether the key's next event is certain to be above {@code threshold} while the hint is valid. */
    public boolean isHot(long threshold) {
        return countBound >= threshold;
    }

    /**
     * Combines two valid hints of a key. For hints of the same life, takes the larger bound and the later
     * end, since the count does not fall before either ends; otherwise takes the hint of the newer life.
     */
    Hint and(Hint other) {
        if (life != other.life) {
            return life > other.life ? this : other;
        }
        if (countBound >= other.countBound && endMillis >= other.endMillis) {
            return this;
        }
        if (other.countBound >= countBound && other.endMillis >= endMillis) {
            return other;
        }
        return new Hint(
                key, submission, life, Math.max(countBound, other.countBound), Math.max(endMillis, other.endMillis));
    }
}
