package dev.hotshard.testkit.reference;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A notice as a consumer of the hot-ids topic reads it. What its type does not have is null or 0.
 *
 * @param emittedAt the processing time at which it was emitted
 */
public record ReadNotice(
        Type type,
        CounterKey key,
        DisplayText project,
        DisplayText distinctId,
        LocalDate eventDate,
        long threshold,
        long count,
        long rewritten,
        DisplayText eventName,
        Instant detectedAt,
        Instant emittedAt) {

    /** The type of a notice. */
    public enum Type {
        OPENED,
        TOTAL
    }
}
