package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;

/**
 * Derives a new {@code $insert_id} for an event, the same one each time: the hash, in 32 lowercase hexadecimal
 * digits, of project, event, id, time as spelled and current {@code $insert_id}, or of the whole value if
 * it has no {@code $insert_id}. Not thread-safe.
 */
public final class InsertId {

    private final KeyHash hash;

    /** @param hashKey secret if untrusted clients must not foresee the ids */
    public InsertId(String hashKey) {
        hash = new KeyHash(hashKey);
    }

    /** The new {@code $insert_id} as a JSON string. */
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
