package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;

/**
 * The rewrite of a hot event, and its exact inverse: {@code restore(rewrite(e)) == e}, byte for byte. With E
 * the bytes of the value of {@code event} and I those of {@code properties.distinct_id}, the rewrite
 * replaces E with {@code "$hotshard_events"} and I with
 * {@code "","mp_original_event_name":E,"mp_original_distinct_id":I}. Every other byte stays. Thread-safe.
 */
public final class HotEvent {

    static final String ORIGINAL_EVENT_NAME = "mp_original_event_name";
    static final String ORIGINAL_DISTINCT_ID = "mp_original_distinct_id";

    private static final byte[] NAME = bytes("$hotshard_events");
    private static final byte[] RECORD_NAME = bytes("$hotshard_record");
    private static final byte[] QUOTED_NAME = bytes("\"$hotshard_events\"");
    private static final byte[] EMPTY_ID = bytes("\"\"");
    private static final byte[] BEFORE_EVENT = bytes(",\"" + ORIGINAL_EVENT_NAME + "\":");
    private static final byte[] BEFORE_ID = bytes(",\"" + ORIGINAL_DISTINCT_ID + "\":");

    private HotEvent() {}

    /** Whether the name, at this span, is that of a rewritten event. */
    static boolean isRewritten(byte[] value, long event) {
        return JsonText.isStringOf(value, event, NAME);
    }

    /**
     * Whether events of this name are never counted: rewritten ones, and records of Hotshard itself. The name
     * decides, not whether the event has {@linkplain Event#isReserved reserved} properties.
     */
    static boolean isExempt(byte[] value, long event) {
        return isRewritten(value, event) || JsonText.isStringOf(value, event, RECORD_NAME);
    }

    /** The length of the value that {@link #rewrite} returns, in bytes. */
    public static long rewrittenLength(Event e) {
        return (long) e.value().length + QUOTED_NAME.length + EMPTY_ID.length + BEFORE_EVENT.length + BEFORE_ID.length;
    }

    /**
     * Whether {@link #rewrite} would nest the value deeper than {@link EventScanner#MAX_DEPTH}. It moves the
     * event's name into the properties, one level down; the id is never a container.
     */
    public static boolean isTooDeepRewritten(Event e) {
        return JsonText.isDeeperThan(EventScanner.MAX_DEPTH - 2, e.value(), e.event());
    }

    /**
     * Returns the rewritten value, a new array. The event must have a distinct_id and must not be
     * {@linkplain Event#isReserved reserved}. The cost is one copy of the value.
     */
    public static byte[] rewrite(Event e) {
        byte[] v = e.value();
        ByteAppender out = new ByteAppender((int) rewrittenLength(e));
        if (Span.start(e.event()) < Span.start(e.distinctId())) {
            out.add(v, 0, Span.start(e.event())).add(QUOTED_NAME);
            out.add(v, Span.end(e.event()), Span.start(e.distinctId()));
            originals(out, e);
            out.add(v, Span.end(e.distinctId()), v.length);
        } else {
            out.add(v, 0, Span.start(e.distinctId()));
            originals(out, e);
            out.add(v, Span.end(e.distinctId()), Span.start(e.event())).add(QUOTED_NAME);
            out.add(v, Span.end(e.event()), v.length);
        }
        return out.array();
    }

    private static void originals(ByteAppender out, Event e) {
        out.add(EMPTY_ID)
                .add(BEFORE_EVENT)
                .add(e.value(), e.event())
                .add(BEFORE_ID)
                .add(e.value(), e.distinctId());
    }

    /**
     * Undoes {@link #rewrite}, byte for byte. If another program has re-encoded the rewritten event, as an
     * export does, undoes the rewrite's meaning: members may be in any order, and the id may have any value
     * or be absent. Name and id become what the {@code mp_original_} members spell; these members are cut
     * together with one comma each, and nothing else changes. Scans twice, the value and the result.
     *
     * @param scanner used for both scans, with any project property; then has the spans of the result
     * @return the original value, or null if {@code value} is not a rewritten event or is ambiguous, so
     *     that two readers could disagree about it
     */
    public static byte[] restore(byte[] value, EventScanner scanner) {
        return restoreScanned(value, scanner, scanner.scan(value));
    }

    /** As {@link #restore}, for the value that the scanner scanned last with this result. */
    static byte[] restoreScanned(byte[] value, EventScanner scanner, Rejection rejection) {
        // Builds up to November 2026 could rewrite an event to one level above the limit.
        boolean readable = rejection == null || rejection.reason() == Reason.TOO_DEEP;
        if (!readable || !isRewritten(value, scanner.event()) || !hasOriginals(scanner)) {
            return null;
        }
        byte[] original = OriginalValue.of(value, scanner);
        return scanner.scan(original) == null && isRewritable(original, scanner) ? original : null;
    }

    private static boolean hasOriginals(EventScanner scanner) {
        return scanner.originalEvent() != Span.NONE && scanner.originalId() != Span.NONE;
    }

    /** Whether {@link #rewrite} accepts the value scanned last. */
    private static boolean isRewritable(byte[] value, EventScanner scanner) {
        return !isExempt(value, scanner.event())
                && JsonText.isName(value, scanner.distinctId())
                && scanner.originalEvent() == Span.NONE
                && scanner.originalId() == Span.NONE;
    }

    private static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
