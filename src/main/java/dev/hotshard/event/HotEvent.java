package dev.hotshard.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The rewrite of a hot event and its exact inverse: {@code restore(rewrite(e)) == e} byte for byte. With E the bytes of
 * the value of {@code event} and I those of {@code properties.distinct_id}, E becomes {@code "$hotshard_events"} and I
 * becomes {@code "","mp_original_event_name":E,"mp_original_distinct_id":I}. Every other byte stays.
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

    /** Whether an event of this name was rewritten before. */
    static boolean isRewritten(byte[] value, long event) {
        return JsonText.isStringOf(value, event, NAME);
    }

    /** Whether an event of this name is never counted: rewritten before, or a record of the product's own. */
    static boolean isExempt(byte[] value, long event) {
        return isRewritten(value, event) || JsonText.isStringOf(value, event, RECORD_NAME);
    }

    /** How long {@link #rewrite} makes the value, in bytes. */
    public static long rewrittenLength(Event e) {
        return (long) e.value().length + QUOTED_NAME.length + EMPTY_ID.length + BEFORE_EVENT.length + BEFORE_ID.length;
    }

    /** The rewritten value, a new array. The event has a distinct_id and is not {@linkplain Event#isReserved reserved}. */
    public static byte[] rewrite(Event e) {
        byte[] v = e.value();
        Appender out = new Appender((int) rewrittenLength(e));
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
        return out.array;
    }

    private static void originals(Appender out, Event e) {
        out.add(EMPTY_ID).add(BEFORE_EVENT).add(e.value(), e.event()).add(BEFORE_ID).add(e.value(), e.distinctId());
    }

    /**
     * Undoes {@link #rewrite}. Scans twice: what comes in and what goes out.
     *
     * @param scanner used to find the members, with any project property
     * @return the event as it came, or null if {@code value} is not the work of {@link #rewrite}
     */
    public static byte[] restore(byte[] value, EventScanner scanner) {
        Rejection rejection = scanner.scan(value);
        // The rewrite moves the event's name one level down, so that its work may be a level too deep.
        boolean readable = rejection == null || rejection.reason() == Reason.TOO_DEEP;
        if (!readable || !isOurs(value, scanner)) {
            return null;
        }
        byte[] original = original(value, scanner);
        return scanner.scan(original) == null && isRewritable(original, scanner) ? original : null;
    }

    /** Whether a scanned event is one that {@link #rewrite} would take. */
    private static boolean isRewritable(byte[] value, EventScanner scanner) {
        return !isExempt(value, scanner.event())
                && JsonText.isName(value, scanner.distinctId())
                && scanner.originalEvent() == Span.NONE
                && scanner.originalId() == Span.NONE;
    }

    private static byte[] original(byte[] value, EventScanner scanner) {
        long original = scanner.originalEvent();
        int idStart = Span.start(scanner.distinctId());
        int idEnd = Span.end(scanner.originalId());
        int eventStart = Span.start(scanner.event());
        int eventEnd = Span.end(scanner.event());
        Appender out = new Appender(value.length - QUOTED_NAME.length - EMPTY_ID.length - BEFORE_EVENT.length
                - BEFORE_ID.length);
        if (eventStart < idStart) {
            out.add(value, 0, eventStart).add(value, original).add(value, eventEnd, idStart);
            out.add(value, scanner.originalId()).add(value, idEnd, value.length);
        } else {
            out.add(value, 0, idStart).add(value, scanner.originalId()).add(value, idEnd, eventStart);
            out.add(value, original).add(value, eventEnd, value.length);
        }
        return out.array;
    }

    private static boolean isOurs(byte[] value, EventScanner scanner) {
        return matches(value, scanner.event(), QUOTED_NAME)
                && matches(value, scanner.distinctId(), EMPTY_ID)
                && lies(value, Span.end(scanner.distinctId()), BEFORE_EVENT, scanner.originalEvent())
                && lies(value, Span.end(scanner.originalEvent()), BEFORE_ID, scanner.originalId());
    }

    private static boolean matches(byte[] value, long span, byte[] expected) {
        return Arrays.equals(value, Span.start(span), Span.end(span), expected, 0, expected.length);
    }

    /** Whether the member at {@code span} follows {@code at} with exactly {@code before} between them. */
    private static boolean lies(byte[] value, int at, byte[] before, long span) {
        int start = at + before.length;
        return Span.start(span) == start && Arrays.equals(value, at, start, before, 0, before.length);
    }

    private static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Appender {
        private final byte[] array;
        private int length;

        Appender(int size) {
            array = new byte[size];
        }

        Appender add(byte[] from) {
            return add(from, 0, from.length);
        }

        Appender add(byte[] from, long span) {
            return add(from, Span.start(span), Span.end(span));
        }

        Appender add(byte[] from, int start, int end) {
            System.arraycopy(from, start, array, length, end - start);
            length += end - start;
            return this;
        }
    }
}
