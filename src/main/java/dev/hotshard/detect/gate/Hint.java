package dev.hotshard.detect.gate;

import dev.hotshard.event.CounterKey;
import java.util.UUID;

/**
 * Tells the gate that a key is hot. Only a hint that was committed, of this submission, before its end may
 * be followed: then the detector cannot have forgotten the key, nor the limit have changed.
 *
 * @param key the key
 * @param submission the job that has said so; another submission may have another limit, or an older state
 * @param life when the key became hot, which tells its lives apart
 * @param endMillis from when on the hint is void, in processing time
 */
public record Hint(CounterKey key, UUID submission, long life, long endMillis) {}
