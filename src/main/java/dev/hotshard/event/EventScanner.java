package dev.hotshard.event;

import dev.hotshard.event.json.JsonNumber;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.LongWords;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds, in one pass over the bytes of a JSON value, the spans of the members that have a meaning, and
 * validates all of it: strict UTF-8 and the grammar of RFC 8259. Names match after decoding their escapes.
 * Only direct members of the outermost object and of its {@code properties} count; the same names elsewhere
 * are decoys.
 *
 * <p>Never throws on data. Reusable, not thread-safe; keeps no reference to a value of which it is done.
 * Allocates nothing for a valid value.
 *
 * <p>This is the data path, plainness is traded for speed: strings are checked eight bytes at a time, there
 * is no token object, no tree and no recursion, and what exactly is wrong is worked out only once something
 * is.
 */
public final class EventScanner {

    /** The deepest nesting allowed; the outermost object has depth 1. */
    public static final int MAX_DEPTH = 1000;

    private static final int EVENT = 0;
    private static final int PROPERTIES = 1;
    private static final int ID = 2;
    private static final int TIME = 3;
    private static final int INSERT_ID = 4;
    private static final int PROJECT = 5;
    private static final int ORIGINAL_EVENT = 6;
    private static final int ORIGINAL_ID = 7;
    private static final int OTHER = 8;
    /** Twice one of these is {@link Reason#DUPLICATE_FIELD}. */
    private static final int UNIQUE =
            1 << EVENT | 1 << PROPERTIES | 1 << ID | 1 << TIME | 1 << INSERT_ID | 1 << PROJECT;

    private static final byte[][] NAMES = new byte[OTHER][];

    static {
        NAMES[EVENT] = ascii("event");
        NAMES[PROPERTIES] = ascii("properties");
        NAMES[ID] = ascii("distinct_id");
        NAMES[TIME] = ascii("time");
        NAMES[INSERT_ID] = ascii("$insert_id");
        NAMES[ORIGINAL_EVENT] = ascii(HotEvent.ORIGINAL_EVENT_NAME);
        NAMES[ORIGINAL_ID] = ascii(HotEvent.ORIGINAL_DISTINCT_ID);
    }

    private final byte[] projectName;
    private final long[] spans = new long[OTHER];

    private byte[] v;
    private int end;
    private boolean escaped;
    private int seen;
    private boolean duplicate;
    private boolean tooDeep;
    /** For each open container of a skipped value, by depth: a set bit is an object, else an array. */
    private long[] objects = new long[4];

    private int errorAt;
    private String expected;

    /** @param projectProperty the name of the property that holds the project */
    public EventScanner(String projectProperty) {
        projectName = projectProperty.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Scans one value.
     *
     * @return null if the value is one valid JSON object, whose spans this scanner now has; else what is
     *     wrong
     */
    public Rejection scan(byte[] value) {
        v = value;
        end = value.length;
        seen = 0;
        duplicate = false;
        tooDeep = false;
        Arrays.fill(spans, Span.NONE);
        int p = skipSpace(0);
        boolean object = p < end && value[p] == '{';
        p = object ? members(p + 1, false) : value(p, 0);
        if (p >= 0) {
            p = skipSpace(p);
            if (p != end) {
                p = fail(p, "the end");
            }
        }
        Rejection rejection = p == end && object && !duplicate && !tooDeep ? null : rejection(p, object);
        v = null;
        return rejection;
    }

    private Rejection rejection(int p, boolean object) {
        if (p < 0) {
            int invalid = Utf8.firstInvalid(v);
            if (invalid >= 0) {
                return new Rejection(Reason.INVALID_UTF8, "invalid UTF-8 at byte " + invalid);
            }
            String found = errorAt < end ? "byte 0x%02x at %d".formatted(v[errorAt], errorAt) : "the end at " + end;
            return new Rejection(Reason.MALFORMED_JSON, "expected " + expected + ", found " + found);
        }
        if (!object) {
            return new Rejection(Reason.NOT_AN_OBJECT, "the value is JSON, but no object");
        }
        return tooDeep
                ? new Rejection(Reason.TOO_DEEP, "nested deeper than " + MAX_DEPTH)
                : new Rejection(Reason.DUPLICATE_FIELD, "a member that must be unique occurs twice");
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
        return spans[ID];
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
     * Whether a value that was just scanned is an event: it has an {@code event}, and {@code properties}
     * that are an object.
     */
    public boolean isEvent(byte[] value) {
        return event() != Span.NONE && properties() != Span.NONE && value[Span.start(properties())] == '{';
    }

    // Each method below takes the position to read from and returns the position behind what it read, or -1.

    /**
     * The members of the outermost object or of its properties, from behind the brace to behind the closing
     * one.
     */
    private int members(int p, boolean properties) {
        p = skipSpace(p);
        if (p < end && v[p] == '}') {
            return p + 1;
        }
        for (; ; ) {
            if (p >= end || v[p] != '"') {
                return fail(p, "a name");
            }
            int start = p + 1;
            p = string(start);
            if (p < 0) {
                return p;
            }
            int member = properties ? propertyOf(start, p - 1) : topLevelOf(start, p - 1);
            p = colon(p);
            if (p < 0) {
                return p;
            }
            int from = p;
            p = member == PROPERTIES && p < end && v[p] == '{' ? members(p + 1, true) : value(p, properties ? 2 : 1);
            if (p < 0) {
                return p;
            }
            if (member != OTHER) {
                found(member, from, p);
            }
            p = skipSpace(p);
            if (p < end && v[p] == '}') {
                return p + 1;
            }
            if (p >= end || v[p] != ',') {
                return fail(p, "',' or '}'");
            }
            p = skipSpace(p + 1);
        }
    }

    private void found(int member, int from, int to) {
        int bit = 1 << member;
        duplicate |= (seen & bit & UNIQUE) != 0;
        seen |= bit;
        spans[member] = Span.of(from, to);
    }

    private int topLevelOf(int start, int stop) {
        if (escaped) {
            byte[] name = JsonText.bytes(v, Span.of(start - 1, stop + 1));
            return Arrays.equals(name, NAMES[EVENT])
                    ? EVENT
                    : Arrays.equals(name, NAMES[PROPERTIES]) ? PROPERTIES : OTHER;
        }
        return is(v, start, stop, NAMES[EVENT]) ? EVENT : is(v, start, stop, NAMES[PROPERTIES]) ? PROPERTIES : OTHER;
    }

    private int propertyOf(int start, int stop) {
        if (escaped) {
            byte[] name = JsonText.bytes(v, Span.of(start - 1, stop + 1));
            return propertyOf(name, 0, name.length);
        }
        return propertyOf(v, start, stop);
    }

    private int propertyOf(byte[] text, int start, int stop) {
        int member = switch (stop - start) {
            case 4 -> TIME;
            case 10 -> INSERT_ID;
            case 11 -> ID;
            case 22 -> ORIGINAL_EVENT;
            case 23 -> ORIGINAL_ID;
            default -> OTHER;
        };
        if (member != OTHER && is(text, start, stop, NAMES[member])) {
            return member;
        }
        return is(text, start, stop, projectName) ? PROJECT : OTHER;
    }

    /** A plain loop: names are too short for what comparing whole ranges costs up front. */
    private static boolean is(byte[] text, int start, int stop, byte[] name) {
        if (stop - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (text[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Any value; {@code depth} containers are open around it. */
    private int value(int p, int depth) {
        if (p >= end) {
            return fail(p, "a value");
        }
        byte c = v[p];
        if (c == '"') {
            return string(p + 1);
        }
        return c == '{' || c == '[' ? container(p, depth) : atom(p);
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    private int atom(int p) {
        return switch (v[p]) {
            case 't' ->
                p + 4 <= end && v[p + 1] == 'r' && v[p + 2] == 'u' && v[p + 3] == 'e' ? p + 4 : fail(p, "a value");
            case 'f' ->
                p + 5 <= end && v[p + 1] == 'a' && v[p + 2] == 'l' && v[p + 3] == 's' && v[p + 4] == 'e'
                        ? p + 5
                        : fail(p, "a value");
            case 'n' ->
                p + 4 <= end && v[p + 1] == 'u' && v[p + 2] == 'l' && v[p + 3] == 'l' ? p + 4 : fail(p, "a value");
            default -> number(p);
        };
    }

    /**
     * An object or array and all that it holds, without recursion, so that no nesting overflows the stack.
     */
    private int container(int p, int depth) {
        int outside = depth;
        for (; ; ) {
            if (p >= end) {
                return fail(p, "a value");
            }
            byte c = v[p];
            if (c == '{' || c == '[') {
                open(++depth, c == '{');
                p = skipSpace(p + 1);
                if (p < end && v[p] != (c == '{' ? '}' : ']')) {
                    p = c == '{' ? name(p) : p;
                    if (p < 0) {
                        return p;
                    }
                    continue;
                }
            } else {
                p = c == '"' ? string(p + 1) : atom(p);
                if (p < 0) {
                    return p;
                }
                p = skipSpace(p);
            }
            // Behind a value, or at the bracket that ends an empty container.
            while (p < end && v[p] == (isObject(depth) ? '}' : ']')) {
                p++;
                if (--depth == outside) {
                    return p;
                }
                p = skipSpace(p);
            }
            if (p >= end || v[p] != ',') {
                return fail(p, isObject(depth) ? "',' or '}'" : "',' or ']'");
            }
            p = skipSpace(p + 1);
            if (isObject(depth)) {
                p = name(p);
                if (p < 0) {
                    return p;
                }
            }
        }
    }

    private void open(int depth, boolean object) {
        tooDeep |= depth > MAX_DEPTH;
        int word = depth >>> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, 2 * word);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    }

    private boolean isObject(int depth) {
        return (objects[depth >>> 6] & 1L << depth) != 0;
    }

    /** A member's name and colon inside a skipped object. */
    private int name(int p) {
        if (p >= end || v[p] != '"') {
            return fail(p, "a name");
        }
        p = string(p + 1);
        return p < 0 ? p : colon(p);
    }

    private int colon(int p) {
        p = skipSpace(p);
        return p < end && v[p] == ':' ? skipSpace(p + 1) : fail(p, "':'");
    }

    /**
     * A string from behind its opening quote; notes whether it has escapes. Each of the three subtractions
     * per word sets the high bit of a byte of interest; others have it only if they are outside ASCII,
     * which is of interest too, or behind a true one (a borrow runs upwards). So the lowest bit set is
     * always right.
     */
    private int string(int p) {
        byte[] v = this.v;
        int end = this.end;
        escaped = false;
        for (; ; ) {
            while (p <= end - 8) {
                long w = LongWords.at(v, p);
                long quote = w ^ '"' * LongWords.ONES;
                long backslash = w ^ '\\' * LongWords.ONES;
                long found = (quote - LongWords.ONES | backslash - LongWords.ONES | w - 0x20 * LongWords.ONES | w)
                        & LongWords.HIGH_BITS;
                if (found != 0) {
                    p += Long.numberOfTrailingZeros(found) >>> 3;
                    break;
                }
                p += 8;
            }
            if (p >= end) {
                return fail(p, "'\"'");
            }
            byte c = v[p];
            if (c == '"') {
                return p + 1;
            }
            if (c < 0) {
                p = Utf8.skip(v, p, end);
            } else if (c == '\\') {
                escaped = true;
                p = escape(p + 1);
            } else if (c < 0x20) {
                return fail(p, "an escaped control character");
            } else {
                p++;
            }
            if (p < 0) {
                return p;
            }
        }
    }

    private int escape(int p) {
        if (p >= end) {
            return fail(p, "an escape");
        }
        switch (v[p]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return p + 1;
            case 'u':
                for (int i = p + 1; i < p + 5; i++) {
                    if (i >= end || !isHexDigit(v[i])) {
                        return fail(i, "a hexadecimal digit");
                    }
                }
                return p + 5;
            default:
                return fail(p, "an escape");
        }
    }

    private static boolean isHexDigit(byte c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private int number(int p) {
        int stop = JsonNumber.end(v, p, end);
        return stop >= 0 ? stop : fail(~stop, stop == ~p ? "a value" : "a digit");
    }

    private int skipSpace(int p) {
        while (p < end && v[p] <= ' ' && (v[p] == ' ' || v[p] == '\n' || v[p] == '\r' || v[p] == '\t')) {
            p++;
        }
        return p;
    }

    private int fail(int at, String expected) {
        errorAt = at;
        this.expected = expected;
        return -1;
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
