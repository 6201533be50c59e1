package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;

/**
 * The reasons why an object cannot be counted, which makes it exempt: the job passes it on unchanged, under a
 * scatter key. If several apply, the first does. Metrics and summaries call such objects uncounted.
 */
public enum Uncounted {
    /** Not an event: {@code event} is missing, or {@code properties} is missing or not an object. */
    NO_EVENT,
    /** {@code event} is a reserved name: that of a rewritten event, or of a record of Hotshard itself. */
    RESERVED_NAME,
    /** {@code distinct_id} is missing or null. */
    NO_ID,
    /** {@code distinct_id} is the empty string. */
    EMPTY_ID,
    /** {@code distinct_id} is neither a string nor a number. */
    INVALID_ID;

    /** The reason why the value scanned last cannot be counted; null if it can. */
    static Uncounted of(byte[] value, EventScanner scanner) {
        if (!scanner.isEvent(value)) {
            return NO_EVENT;
        }
        if (HotEvent.hasReservedName(value, scanner.event())) {
            return RESERVED_NAME;
        }
        long id = scanner.distinctId();
        if (JsonText.isName(value, id)) {
            return null;
        }
        if (JsonText.isString(value, id)) {
            return EMPTY_ID;
        }
        return id == Span.NONE || value[Span.start(id)] == 'n' ? NO_ID : INVALID_ID;
    }
}
