package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.util.UUID;

/**
 * Tells the gate how many events of a key were counted at least. A gate may follow a hint that was
 * committed, of this submission, before its end: until then the detector cannot forget the key, so its
 * count does not fall.
 *
 * @param key the key
 * @param submission the job that gives the hint; another submission may have an older state
 * @param life when the key became hot, which tells its lives apart
 * @param countBound a lower bound of the key's count in this life, at least 1
 * @param endMillis from when on the hint is void, in processing time
 */
public record Hint(CounterKey key, UUID submission, long life, long countBound, long endMillis) {

    /** Whether the key's next event is surely above its threshold, as long as the hint is valid. */
    public boolean isHot(long threshold) {
        return countBound >= threshold;
    }

    /**
     * What two valid hints of a key say together. Those of one life give the larger bound and the later
     * end, as the count does not fall before the end of either; else the one of the newer life holds.
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
