package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;

/**
 * The reasons why a JSON object is exempt: never counted, and passed on unchanged. The first one applies. An
 * event admitted within the slack is not exempt, because a gate counts it; a {@linkplain Event#isReserved
 * reserved} one is not either, because it is counted and only cannot be rewritten.
 */
public enum Uncounted {
    /** Not an event: {@code event} is missing, or {@code properties} is missing or not an object. */
    NO_EVENT,
    /** {@code event} is the name of a rewritten event, or of a record of Hotshard itself. */
    RESERVED_NAME,
    /** {@code distinct_id} is missing or null. */
    NO_ID,
    /** {@code distinct_id} is the empty string. */
    EMPTY_ID,
    /** {@code distinct_id} is neither a string nor a number. */
    INVALID_ID;

    /** The reason why the value scanned last is not counted; null if it is. */
    static Uncounted of(byte[] value, EventScanner scanner) {
        if (!scanner.isEvent(value)) {
            return NO_EVENT;
        }
        if (HotEvent.isExempt(value, scanner.event())) {
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
