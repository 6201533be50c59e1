package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import java.io.Serializable;

/**
 * A version of a library that sends events.
 *
 * @param library the value of {@code mp_lib}
 * @param version the value of {@code $lib_version}
 */
record LibraryVersion(DisplayText library, DisplayText version) implements Serializable {

    /** Library and version as one text. */
    String label() {
        return (library.text() + " " + version.text()).strip();
    }
}
