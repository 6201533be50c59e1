package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;

/** Why a valid JSON object is never counted and passes as it came. The first that holds. */
public enum Uncounted {
    /** No event: there is no {@code event}, or {@code properties} are missing or no object. */
    NO_EVENT,
    /** Named as what was rewritten before, or as a record of the product's own. */
    RESERVED_NAME,
    /** {@code distinct_id} is missing or null. */
    NO_ID,
    /** {@code distinct_id} is the empty text. */
    EMPTY_ID,
    /** {@code distinct_id} is neither text nor number. */
    INVALID_ID;

    /** Why a value that was just scanned is not counted, or null if it is. */
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
