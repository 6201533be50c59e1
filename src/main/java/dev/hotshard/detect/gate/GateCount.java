package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;

/**
 * The number of events of a hot key that a gate has handled since its last report to the detector.
 *
 * @param key the counter key of the events
 * @param life the {@link Hint#life} of the hint that proved them hot
 * @param events the number of events
 * @param rewritten how many of them were rewritten; the others became dead letters
 * @param lastSeenMillis when the last of them arrived, in processing time
 */
public record GateCount(CounterKey key, long life, long events, long rewritten, long lastSeenMillis)
        implements DetectorInput {}
