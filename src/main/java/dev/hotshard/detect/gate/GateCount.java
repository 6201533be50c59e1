package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;

/**
 * How many events of a hot key the gate kept from the detector since it last said so.
 *
 * @param key what they are counted under
 * @param life the {@link Hint#life} by which the gate took them for hot
 * @param events how many there were
 * @param rewritten how many of them were rewritten; the others became dead letters
 * @param lastSeenMillis when the last of them came, in processing time
 */
public record GateCount(CounterKey key, long life, long events, long rewritten, long lastSeenMillis)
        implements DetectorInput {}
