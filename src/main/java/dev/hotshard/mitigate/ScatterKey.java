package dev.hotshard.mitigate;

import dev.hotshard.event.Event;
import dev.hotshard.event.Hex;
import dev.hotshard.event.KeyHash;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.util.SplittableRandom;

/**
 * The record key of an event that must not follow its id: 32 lowercase hexadecimal digits that spread over
 * the shards like random ones.
 */
@FunctionalInterface
public interface ScatterKey {

    byte[] of(Event event);

    /**
     * Keys that a retry of the same event gets again, so that it lands beside its first copy and downstream
     * deduplication still works. They hash project, original event, original id, time as spelled and
     * {@code $insert_id}; the whole value where there is no {@code $insert_id} or no event. An event that
     * was rewritten before is taken by its originals.
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

    /** Random keys, for who does not deduplicate: identical copies scatter too. */
    static ScatterKey random() {
        SplittableRandom random = new SplittableRandom();
        return e -> Hex.ascii(random.nextLong(), random.nextLong());
    }
}
