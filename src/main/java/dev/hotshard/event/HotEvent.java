package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Splice;
import java.nio.charset.StandardCharsets;

/**
 * The rewrite of a hot event and its exact inverse: {@code restore(rewrite(e)) == e} byte for byte. With E
 * the bytes of the value of {@code event} and I those of {@code properties.distinct_id}, E becomes
 * {@code "$hotshard_events"} and I becomes
 * {@code "","mp_original_event_name":E,"mp_original_distinct_id":I}. Every other byte stays.
 */
public final class HotEvent {

    static final String ORIGINAL_EVENT_NAME = "mp_original_event_name";
    static final String ORIGINAL_DISTINCT_ID = "mp_original_distinct_id";

    private static final byte[] NAME = bytes("$hotshard_events");
    private static final byte[] RECORD_NAME = bytes("$hotshard_record");
    private static final byte[] QUOTED_NAME = bytes("\"$hotshard_events\"");
    private static final byte[] QUOTED_ID_NAME = bytes("\"distinct_id\"");
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

    /**
     * Whether only {@link #rewrite} would nest the value deeper than {@link EventScanner#MAX_DEPTH}: the
     * name moves into the properties, one level down. The id is no container.
     */
    public static boolean isTooDeepRewritten(Event e) {
        return JsonText.isDeeperThan(EventScanner.MAX_DEPTH - 2, e.value(), e.event());
    }

    /**
     * The rewritten value, a new array. The event has a distinct_id and is not
     * {@linkplain Event#isReserved reserved}.
     */
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
        out.add(EMPTY_ID)
                .add(BEFORE_EVENT)
                .add(e.value(), e.event())
                .add(BEFORE_ID)
                .add(e.value(), e.distinctId());
    }

    /**
     * Undoes {@link #rewrite}, byte for byte. Where somebody else has spelled the rewritten event anew, as
     * an export does, undoes what the rewrite means: the members may lie in any order, the id may be any
     * value or absent. Name and id are put back as they are spelled in the {@code mp_original_} members,
     * which are cut with a comma each; nothing else changes. Scans twice: what comes in and what goes out.
     *
     * @param scanner used to find the members, with any project property; has those of the event given back
     * @return the event as it came, or null if {@code value} is no rewritten event, or one of which two
     *     readers would disagree
     */
    public static byte[] restore(byte[] value, EventScanner scanner) {
        return restoreScanned(value, scanner, scanner.scan(value));
    }

    /** The same of a value that the scanner has just scanned, with what came of it. */
    static byte[] restoreScanned(byte[] value, EventScanner scanner, Rejection rejection) {
        // Builds up to November 2026 let the rewrite nest an event's name a level too deep.
        boolean readable = rejection == null || rejection.reason() == Reason.TOO_DEEP;
        if (!readable || !isRewritten(value, scanner.event()) || !bearsOriginals(scanner)) {
            return null;
        }
        byte[] original = original(value, scanner);
        return scanner.scan(original) == null && isRewritable(original, scanner) ? original : null;
    }

    private static boolean bearsOriginals(EventScanner scanner) {
        return scanner.originalEvent() != Span.NONE && scanner.originalId() != Span.NONE;
    }

    /** Whether a scanned event is one that {@link #rewrite} would take. */
    private static boolean isRewritable(byte[] value, EventScanner scanner) {
        return !isExempt(value, scanner.event())
                && JsonText.isName(value, scanner.distinctId())
                && scanner.originalEvent() == Span.NONE
                && scanner.originalId() == Span.NONE;
    }

    private static byte[] original(byte[] value, EventScanner scanner) {
        long name = scanner.originalEvent();
        long id = scanner.originalId();
        Splice splice = new Splice(value).replace(scanner.event(), name);
        if (scanner.distinctId() == Span.NONE) {
            splice.replace(Members.nameOf(value, id), QUOTED_ID_NAME);
            cutMember(splice, value, name, 0);
        } else {
            splice.replace(scanner.distinctId(), id);
            boolean nameFirst = Span.start(name) < Span.start(id);
            int cut = cutMember(splice, value, nameFirst ? name : id, 0);
            cutMember(splice, value, nameFirst ? id : name, cut);
        }
        return splice.bytes();
    }

    /**
     * Cuts a member and the comma before it, or behind it if nothing is left in front of it.
     *
     * @param from where the bytes begin that are not cut yet
     * @return where the cut ends
     */
    private static int cutMember(Splice splice, byte[] value, long member, int from) {
        int start = Span.start(Members.nameOf(value, member));
        int before = start - 1;
        while (isSpace(value[before])) {
            before--;
        }
        int end = Span.end(member);
        if (value[before] == ',' && before >= from) {
            splice.cut(before, end);
            return end;
        }
        while (value[end] != ',') {
            end++;
        }
        do {
            end++;
        } while (isSpace(value[end]));
        splice.cut(start, end);
        return end;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
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
