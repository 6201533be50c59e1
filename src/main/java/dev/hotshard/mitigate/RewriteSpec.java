package dev.hotshard.mitigate;

import dev.hotshard.event.DeadLetterFormat;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.RecordLimit;
import java.io.Serializable;

/**
 * What scan, gate and detector must know to turn records into output records. It is the same for all
 * records of a job: how events are read and keyed, under which scatter key they leave, and which limits
 * they must keep. Scan uses it for exempt events and dead letters too, not only for rewritten events.
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
