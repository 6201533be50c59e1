package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import java.io.Serializable;

/**
 * A version of a library that sends events.
 *
 * @param library {@code mp_lib}
 * @param version {@code $lib_version}
 */
record LibraryVersion(DisplayText library, DisplayText version) implements Serializable {

    /** Both as one text. */
    String label() {
        return (library.text() + " " + version.text()).strip();
    }
}
