package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.KeyHash;

/** The hashes that a breakdown tells things apart by, each over a layout of its own. Not thread-safe. */
final class FieldHashes {

    private final KeyHash hash;

    /** @param hashKey a secret one if strangers choose ids, so that they cannot make two meet */
    FieldHashes(String hashKey) {
        hash = new KeyHash(hashKey);
    }

    /** Of a project and an id. */
    TextHash id(Event event) {
        return hash.begin((byte) 'i')
                .name(event.value(), event.project())
                .text(event.value(), event.distinctId())
                .to(TextHash::new);
    }

    /** Of an event's name. */
    TextHash name(Event event) {
        return hash.begin((byte) 'n').text(event.value(), event.event()).to(TextHash::new);
    }

    /** Of a library and its version. */
    TextHash library(byte[] value, long library, long version) {
        return hash.begin((byte) 'l').name(value, library).name(value, version).to(TextHash::new);
    }

    /** Of an {@code $insert_id}. */
    long insertId(Event event) {
        return hash.begin((byte) 'd').text(event.value(), event.insertId()).to((high, low) -> high);
    }

    /** Of a date. */
    long day(int epochDay) {
        return hash.begin((byte) 't').number(epochDay).to((high, low) -> high);
    }
}
