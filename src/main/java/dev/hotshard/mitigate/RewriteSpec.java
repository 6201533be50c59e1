package dev.hotshard.mitigate;

import dev.hotshard.event.DeadLetterFormat;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.RecordLimit;
import java.io.Serializable;

/**
 * What events are read, keyed and written by.
 *
 * @param keyRules bear the key of the hash
 * @param maxEventBytes the longest value
 * @param scatter how scatter keys are made
 * @param input the name of what they come from
 * @param limit what destinations take
 */
public record RewriteSpec(KeySpec keyRules, int maxEventBytes, ScatterMode scatter, String input, RecordLimit limit)
        implements Serializable {

    /** How dead letters leave. */
    public DeadLetterFormat deadLetters() {
        return new DeadLetterFormat(input, limit);
    }

    public ScatterKey scatterKey() {
        return scatter.key(keyRules.hashKey());
    }
}
