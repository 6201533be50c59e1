package dev.hotshard.mitigate;

import dev.hotshard.event.KeySpec;
import dev.hotshard.event.RecordLimit;
import java.io.Serializable;

/**
 * What events are read, keyed and written by.
 *
 * @param keyRules bear the key of the hash
 * @param maxEventBytes the longest value
 * @param scatter how scatter keys are made
 * @param limit what the destination takes
 */
public record RewriteSpec(KeySpec keyRules, int maxEventBytes, ScatterMode scatter, RecordLimit limit)
        implements Serializable {

    public ScatterKey scatterKey() {
        return scatter.key(keyRules.hashKey());
    }
}
