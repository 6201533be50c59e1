package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.KeyHash;

/** The hashes by which a breakdown tells values apart, each with a layout of its own. Not thread-safe. */
final class FieldHashes {

    private final KeyHash hash;

    /** @param hashKey secret if untrusted clients choose ids, so that they cannot construct collisions */
    FieldHashes(String hashKey) {
        hash = new KeyHash(hashKey);
    }

    /** The hash of a project and an id. */
    TextHash id(Event event) {
        return hash.begin((byte) 'i')
                .name(event.value(), event.project())
                .text(event.value(), event.distinctId())
                .to(TextHash::new);
    }

    /** The hash of an event name. */
    TextHash name(Event event) {
        return hash.begin((byte) 'n').text(event.value(), event.event()).to(TextHash::new);
    }

    /** The hash of a library and its version. */
    TextHash library(byte[] value, long library, long version) {
        return hash.begin((byte) 'l').name(value, library).name(value, version).to(TextHash::new);
    }

    /** The hash of an {@code $insert_id}. */
    long insertId(Event event) {
        return hash.begin((byte) 'd').text(event.value(), event.insertId()).to((high, low) -> high);
    }

    /** The hash of an event date. */
    long eventDate(int epochDay) {
        return hash.begin((byte) 't').number(epochDay).to((high, low) -> high);
    }
}
