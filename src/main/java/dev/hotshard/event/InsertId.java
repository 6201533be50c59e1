package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;

/**
 * A new {@code $insert_id} that an event gets whenever it is derived anew: 32 lowercase hexadecimal digits
 * over project, event, id, time as spelled and the {@code $insert_id} that it has; over the whole value
 * where it has none. Not thread-safe.
 */
public final class InsertId {

    private final KeyHash hash;

    public InsertId(String hashKey) {
        hash = new KeyHash(hashKey);
    }

    /** The id as a JSON string. */
    public byte[] derive(Event e) {
        byte[] v = e.value();
        if (!JsonText.isName(v, e.insertId())) {
            return quoted(hash.begin((byte) 'W').bytes(v, 0, v.length));
        }
        return quoted(hash.begin((byte) 'I')
                .name(v, e.project())
                .text(v, e.event())
                .text(v, e.distinctId())
                .spelled(v, e.time())
                .text(v, e.insertId()));
    }

    private static byte[] quoted(KeyHash hash) {
        byte[] digits = hash.to(Hex::ascii);
        byte[] out = new byte[digits.length + 2];
        out[0] = '"';
        System.arraycopy(digits, 0, out, 1, digits.length);
        out[out.length - 1] = '"';
        return out;
    }
}
