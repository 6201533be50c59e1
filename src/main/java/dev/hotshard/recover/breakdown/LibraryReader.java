package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;

/**
 * Finds the version of the library that has sent an event. Goes no further than it has to. Reusable, not
 * thread-safe.
 */
final class LibraryReader {

    /** Of a library's name and of its version, this many bytes are kept. */
    static final int MAX_TEXT_BYTES = 64;

    private static final byte[] LIBRARY = "mp_lib".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "$lib_version".getBytes(StandardCharsets.US_ASCII);

    private final Members members = new Members();
    private byte[] value;
    private long library;
    private long version;

    /**
     * Looks for the two members, the first of each.
     *
     * @param properties where the event's properties lie
     * @return whether one of them is there, and a text that is not empty or a number
     */
    boolean find(byte[] value, long properties) {
        this.value = value;
        library = Span.NONE;
        version = Span.NONE;
        members.of(value, properties);
        while ((library == Span.NONE || version == Span.NONE) && members.next()) {
            if (library == Span.NONE && members.isNamed(LIBRARY)) {
                library = members.value();
            } else if (version == Span.NONE && members.isNamed(VERSION)) {
                version = members.value();
            }
        }
        return JsonText.isName(value, library) || JsonText.isName(value, version);
    }

    /** Of what was found last. */
    TextHash key(FieldHashes hashes) {
        return hashes.library(value, library, version);
    }

    /** What was found last. */
    LibraryVersion library() {
        return new LibraryVersion(name(library), name(version));
    }

    private DisplayText name(long span) {
        return DisplayText.of(value, JsonText.isName(value, span) ? span : Span.NONE, MAX_TEXT_BYTES);
    }
}
