package dev.hotshard.event.json;

import dev.hotshard.event.EventScanner;

/**
 * Goes through the direct members of an object that {@link EventScanner} has validated: for what the
 * scanner has no place for. Reusable, not thread-safe.
 */
public final class Members {

    private byte[] value;
    private int p;
    private long name;
    private long member;

    /**
     * Begins with an object.
     *
     * @param object where it lies; anything else than an object has no members
     */
    public Members of(byte[] value, long object) {
        this.value = value;
        p = Span.start(object);
        if (object == Span.NONE || value[p] != '{') {
            this.value = null;
        }
        return this;
    }

    /** Steps to the next member, if there is one. */
    public boolean next() {
        if (value == null) {
            return false;
        }
        // At the brace, or at the comma behind the member before.
        p = skipSpace(p + 1);
        if (value[p] != '"') {
            value = null;
            return false;
        }
        int start = p;
        p = behindString(p);
        name = Span.of(start, p);
        p = skipSpace(skipSpace(p) + 1);
        start = p;
        p = behindValue(p);
        member = Span.of(start, p);
        p = skipSpace(p);
        if (value[p] == '}') {
            // The next step finds no name there.
            p--;
        }
        return true;
    }

    /** The name of this member, with its quotes. */
    public long name() {
        return name;
    }

    /** Whether this member's name, decoded, is {@code text}, which is not empty. */
    public boolean isNamed(byte[] text) {
        return JsonText.isStringOf(value, name, text);
    }

    /** The value of this member. */
    public long value() {
        return member;
    }

    /** The value of the member of this name, or {@link Span#NONE} if there is none, or more than one. */
    public static long find(byte[] value, long object, byte[] name) {
        long found = Span.NONE;
        for (Members members = new Members().of(value, object); members.next(); ) {
            if (members.isNamed(name)) {
                if (found != Span.NONE) {
                    return Span.NONE;
                }
                found = members.value();
            }
        }
        return found;
    }

    /** How many direct members an object has. */
    public static int count(byte[] value, long object) {
        int count = 0;
        for (Members members = new Members().of(value, object); members.next(); ) {
            count++;
        }
        return count;
    }

    /**
     * Where the name of the member lies whose value lies at {@code member}; the name, decoded, has no quote
     * in it.
     */
    public static long nameOf(byte[] value, long member) {
        int end = Span.start(member);
        do {
            end--;
        } while (value[end] != '"');
        int start = end;
        do {
            start--;
        } while (value[start] != '"');
        return Span.of(start, end + 1);
    }

    private int behindValue(int at) {
        return switch (value[at]) {
            case '"' -> behindString(at);
            case '{', '[' -> behindContainer(at);
            default -> behindAtom(at);
        };
    }

    private int behindAtom(int at) {
        while (value[at] > ' ' && value[at] != ',' && value[at] != '}' && value[at] != ']') {
            at++;
        }
        return at;
    }

    private int behindContainer(int at) {
        int depth = 0;
        do {
            switch (value[at]) {
                case '"' -> at = behindString(at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /** From an opening quote to behind the closing one. */
    private int behindString(int at) {
        for (at++; value[at] != '"'; at++) {
            if (value[at] == '\\') {
                at++;
            }
        }
        return at + 1;
    }

    private int skipSpace(int at) {
        while (value[at] == ' ' || value[at] == '\n' || value[at] == '\r' || value[at] == '\t') {
            at++;
        }
        return at;
    }
}
