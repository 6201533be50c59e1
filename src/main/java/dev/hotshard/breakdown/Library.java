package dev.hotshard.breakdown;

import dev.hotshard.event.Name;
import java.io.Serializable;

/**
 * A version of a library that sends events.
 *
 * @param library {@code mp_lib}
 * @param version {@code $lib_version}
 */
record Library(Name library, Name version) implements Serializable {

    /** Both as one text. */
    String label() {
        return (library.text() + " " + version.text()).strip();
    }
}
