package dev.hotshard.operator;

import dev.hotshard.event.KeyRules;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.shard.ScatterKey;
import dev.hotshard.shard.ScatterMode;
import java.io.Serializable;

/**
 * What events are read, keyed and written by.
 *
 * @param keyRules bear the key of the hash
 * @param maxEventBytes the longest value
 * @param scatter how scatter keys are made
 * @param limit what the destination takes
 */
public record RecordRules(KeyRules keyRules, int maxEventBytes, ScatterMode scatter, RecordLimit limit)
        implements Serializable {

    ScatterKey scatterKey() {
        return scatter.key(keyRules.hashKey());
    }
}
