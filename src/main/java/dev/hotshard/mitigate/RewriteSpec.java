package dev.hotshard.mitigate;

import dev.hotshard.event.DeadLetterFormat;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.RecordLimit;
import java.io.Serializable;

/**
 * How events are read, keyed and rewritten.
 *
 * @param keySpec the definition of counter keys, with the hash key
 * @param maxEventBytes the limit on a value, in bytes
 * @param scatter the kind of scatter keys
 * @param input the name of the input, for dead letters
 * @param limit the largest record that each destination accepts
 */
public record RewriteSpec(KeySpec keySpec, int maxEventBytes, ScatterMode scatter, String input, RecordLimit limit)
        implements Serializable {

    /** Creates the format of dead letters. */
    public DeadLetterFormat deadLetters() {
        return new DeadLetterFormat(input, limit);
    }

    /** Creates a scatter key function; not thread-safe. */
    public ScatterKey scatterKey() {
        return scatter.key(keySpec.hashKey());
    }
}
