package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;

/**
 * Finds the library that sent an event. Scans the properties no further than necessary. Reusable; not
 * thread-safe.
 */
final class LibraryReader {

    /** The length at which a library's name and version are truncated, in bytes. */
    static final int MAX_TEXT_BYTES = 64;

    private static final byte[] LIBRARY = "mp_lib".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "$lib_version".getBytes(StandardCharsets.US_ASCII);

    private final Members members = new Members();
    private byte[] value;
    private long library;
    private long version;

    /**
     * Looks for the library's name and version, the first member of each.
     *
     * @param properties the span of the event's properties
     * @return whether at least one of them is a number or a non-empty string
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

    /** The hash of what {@link #find} found. */
    TextHash hash(FieldHashes hashes) {
        return hashes.library(value, library, version);
    }

    /** What {@link #find} found. */
    LibraryVersion library() {
        return new LibraryVersion(name(library), name(version));
    }

    private DisplayText name(long span) {
        return DisplayText.of(value, JsonText.isName(value, span) ? span : Span.NONE, MAX_TEXT_BYTES);
    }
}
