package dev.hotshard.mitigate;

import dev.hotshard.event.Event;
import dev.hotshard.event.Hex;
import dev.hotshard.event.KeyHash;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.util.SplittableRandom;

/**
 * The record key of an event that must not be placed by its id: 32 lowercase hexadecimal digits, which spread
 * over the shards as random ones do. Implementations are not thread-safe.
 */
@FunctionalInterface
public interface ScatterKey {

    /** The key of an event, in ASCII; a new array. */
    byte[] of(Event event);

    /**
     * Stable keys: a retry of an event gets the key of its first copy, so that both reach the same shard and
     * downstream deduplication still works. The key is the hash of project, original event, original id,
     * time as spelled and {@code $insert_id}, or of the whole value if there is no {@code $insert_id} or no
     * event. A rewritten event gets the key of its original.
     */
    static ScatterKey stable(String hashKey) {
        KeyHash hash = new KeyHash(hashKey);
        return e -> {
            byte[] v = e.value();
            if (e.event() == Span.NONE || !JsonText.isName(v, e.insertId())) {
                return hash.begin((byte) 'V').bytes(v, 0, v.length).to(Hex::ascii);
            }
            boolean rewritten = e.isRewritten();
            return hash.begin((byte) 'S')
                    .name(v, e.project())
                    .text(v, rewritten ? e.originalEvent() : e.event())
                    .text(v, rewritten ? e.originalId() : e.distinctId())
                    .spelled(v, e.time())
                    .text(v, e.insertId())
                    .to(Hex::ascii);
        };
    }

    /** Random keys, for use without deduplication downstream: identical copies are spread, too. */
    static ScatterKey random() {
        SplittableRandom random = new SplittableRandom();
        return e -> Hex.ascii(random.nextLong(), random.nextLong());
    }
}
