package dev.hotshard.event;

import static dev.hotshard.event.MemberNames.DISTINCT_ID;
import static dev.hotshard.event.MemberNames.EVENT;
import static dev.hotshard.event.MemberNames.INSERT_ID;
import static dev.hotshard.event.MemberNames.ORIGINAL_EVENT;
import static dev.hotshard.event.MemberNames.ORIGINAL_ID;
import static dev.hotshard.event.MemberNames.OTHER;
import static dev.hotshard.event.MemberNames.PROJECT;
import static dev.hotshard.event.MemberNames.PROPERTIES;
import static dev.hotshard.event.MemberNames.TIME;

import dev.hotshard.event.json.JsonScanner;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.util.Arrays;

/**
 * Validates a JSON value and finds the members of an event in it, in one pass over its bytes: strict UTF-8,
 * the grammar of RFC 8259, and the {@link Span}s of the members that have a meaning. Names match after
 * decoding their escapes. Only direct members of the outermost object and of its {@code properties} count;
 * the same names elsewhere have no meaning.
 *
 * <p>Never throws on data. Reusable, not thread-safe; keeps no reference to a value once it is scanned. The
 * cost is linear in the value's length; see {@link JsonScanner} for how it is kept low. A valid value
 * allocates nothing unless it spells a member's name with an escape.
 */
public final class EventScanner {

    /** The deepest nesting allowed; the outermost object has depth 1. */
    public static final int MAX_DEPTH = 1000;

    /** The members that cause {@link Reason#DUPLICATE_FIELD} if one occurs twice. */
    private static final int UNIQUE =
            1 << EVENT | 1 << PROPERTIES | 1 << DISTINCT_ID | 1 << TIME | 1 << INSERT_ID | 1 << PROJECT;

    private final JsonScanner json = new JsonScanner(MAX_DEPTH);
    private final MemberNames names;
    private final long[] spans = new long[OTHER];

    private int seen;
    private boolean duplicate;

    /** @param projectProperty the name of the property that holds the project */
    public EventScanner(String projectProperty) {
        names = new MemberNames(projectProperty);
    }

    /**
     * Scans one value. The spans are those of this value until the next call.
     *
     * @return null if the value is one valid JSON object, else what is wrong with it
     */
    public Rejection scan(byte[] value) {
        json.begin(value);
        seen = 0;
        duplicate = false;
        Arrays.fill(spans, Span.NONE);
        int p = json.skipSpace(0);
        boolean object = json.isAt(p, '{');
        p = object ? members(value, p + 1, false) : json.value(p, 0);
        p = p < 0 ? p : json.finish(p);
        Rejection rejection = p >= 0 && object && !duplicate && !json.isTooDeep() ? null : rejection(value, p, object);
        json.release();
        return rejection;
    }

    private Rejection rejection(byte[] value, int p, boolean object) {
        if (p < 0) {
            int invalid = Utf8.firstInvalid(value);
            return invalid >= 0
                    ? new Rejection(Reason.INVALID_UTF8, "invalid UTF-8 at byte " + invalid)
                    : new Rejection(Reason.MALFORMED_JSON, json.error());
        }
        if (!object) {
            return new Rejection(Reason.NOT_AN_OBJECT, "the value is JSON, but no object");
        }
        return json.isTooDeep()
                ? new Rejection(Reason.TOO_DEEP, "nested deeper than " + MAX_DEPTH)
                : new Rejection(Reason.DUPLICATE_FIELD, "a member that must be unique occurs twice");
    }

    /** Reads the outermost object or its properties, from after the opening brace. */
    private int members(byte[] v, int p, boolean properties) {
        p = json.skipSpace(p);
        if (json.isAt(p, '}')) {
            return p + 1;
        }
        for (; ; ) {
            int name = p + 1;
            p = json.name(p);
            if (p < 0) {
                return p;
            }
            int member = properties
                    ? names.property(v, name, p - 1, json.isEscaped())
                    : MemberNames.topLevel(v, name, p - 1, json.isEscaped());
            p = json.colon(p);
            if (p < 0) {
                return p;
            }
            int start = p;
            p = member == PROPERTIES && json.isAt(p, '{') ? members(v, p + 1, true) : json.value(p, properties ? 2 : 1);
            if (p < 0) {
                return p;
            }
            if (member != OTHER) {
                found(member, start, p);
            }
            p = json.skipSpace(p);
            if (json.isAt(p, '}')) {
                return p + 1;
            }
            p = json.comma(p);
            if (p < 0) {
                return p;
            }
        }
    }

    private void found(int member, int start, int end) {
        int bit = 1 << member;
        duplicate |= (seen & bit & UNIQUE) != 0;
        seen |= bit;
        spans[member] = Span.of(start, end);
    }

    /** The value of {@code event}, of any type, or {@link Span#NONE}. */
    public long event() {
        return spans[EVENT];
    }

    /** The value of {@code properties}, of any type, or {@link Span#NONE}. */
    public long properties() {
        return spans[PROPERTIES];
    }

    /** The value of {@code properties.distinct_id}, of any type, or {@link Span#NONE}. */
    public long distinctId() {
        return spans[DISTINCT_ID];
    }

    /** The value of {@code properties.time}, of any type, or {@link Span#NONE}. */
    public long time() {
        return spans[TIME];
    }

    /** The value of {@code properties.$insert_id}, of any type, or {@link Span#NONE}. */
    public long insertId() {
        return spans[INSERT_ID];
    }

    /** The value of the project property, of any type, or {@link Span#NONE}. */
    public long project() {
        return spans[PROJECT];
    }

    /**
     * The value of {@code properties.mp_original_event_name}, the last if there are several, or
     * {@link Span#NONE}.
     */
    public long originalEvent() {
        return spans[ORIGINAL_EVENT];
    }

    /**
     * The value of {@code properties.mp_original_distinct_id}, the last if there are several, or
     * {@link Span#NONE}.
     */
    public long originalId() {
        return spans[ORIGINAL_ID];
    }

    /**
     * Whether the value scanned last is an event: it has an {@code event}, and its {@code properties} are
     * an object.
     *
     * @param value that value
     */
    public boolean isEvent(byte[] value) {
        return event() != Span.NONE && properties() != Span.NONE && value[Span.start(properties())] == '{';
    }
}
