package dev.hotshard.event.json;

/**
 * Iterates over the direct members of an object that {@link JsonScanner} has validated. Reads each byte of
 * the object once; use it for members that no scanner has located already. Reusable, not thread-safe.
 */
public final class Members {

    private byte[] value;
    private int p;
    private long name;
    private long member;

    /**
     * Starts before the first member.
     *
     * @param object the span of an object; any other value, and {@link Span#NONE}, has no members
     */
    public Members of(byte[] value, long object) {
        this.value = value;
        p = Span.start(object);
        if (object == Span.NONE || value[p] != '{') {
            this.value = null;
        }
        return this;
    }

    /** Advances to the next member; false if there is none. */
    public boolean next() {
        if (value == null) {
            return false;
        }
        // At the opening brace, or at the comma after the previous member.
        p = ValidJson.skipSpace(value, p + 1);
        if (value[p] != '"') {
            value = null;
            return false;
        }
        int start = p;
        p = ValidJson.afterString(value, p);
        name = Span.of(start, p);
        p = ValidJson.skipSpace(value, ValidJson.skipSpace(value, p) + 1);
        start = p;
        p = ValidJson.afterValue(value, p);
        member = Span.of(start, p);
        p = ValidJson.skipSpace(value, p);
        if (value[p] == '}') {
            // The next call finds no name there.
            p--;
        }
        return true;
    }

    /** The span of this member's name, quotes included. */
    public long name() {
        return name;
    }

    /** Whether this member's decoded name is {@code text}, which must not be empty. */
    public boolean isNamed(byte[] text) {
        return JsonText.isStringOf(value, name, text);
    }

    /** The span of this member's value. */
    public long value() {
        return member;
    }

    /** The span of the value of the only member of this name; {@link Span#NONE} if there is none or several. */
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

    /** The number of direct members of an object. */
    public static int count(byte[] value, long object) {
        int count = 0;
        for (Members members = new Members().of(value, object); members.next(); ) {
            count++;
        }
        return count;
    }

    /**
     * The span of the name of a member, quotes included, given the span of its value. The decoded name must
     * not contain a quote.
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
}
