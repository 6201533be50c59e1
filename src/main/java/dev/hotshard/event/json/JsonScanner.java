package dev.hotshard.event.json;

/**
 * Validates JSON text in place: strict UTF-8 and the grammar of RFC 8259, in one pass and without objects.
 * The caller drives it over the members that it cares about; {@link #value} steps over anything else.
 *
 * <p>Methods that read take the position to read from and return the position after what they have read, or
 * a negative number if the text is invalid there; {@link #error} then says why. Positions need no bounds
 * check by the caller. Never throws on data. Reusable, not thread-safe.
 *
 * <p>This is the data path and trades plainness for speed: it checks strings eight bytes at a time, builds
 * no tokens and no tree, does not recurse, and works out what is wrong only once something is. The cost is
 * linear in the length of the text; a valid text allocates nothing, apart from one bit per level of nesting
 * beyond 256.
 */
public final class JsonScanner {

    private final int maxDepth;
    private final ContainerStack containers = new ContainerStack();

    private byte[] v;
    private int end;
    private boolean escaped;
    private boolean tooDeep;
    private int errorAt;
    private String expected;

    /** @param maxDepth the depth of nesting up to which {@link #isTooDeep} is false; outermost is 1 */
    public JsonScanner(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** Starts a text. The scanner keeps a reference to it until {@link #release}. */
    public void begin(byte[] text) {
        v = text;
        end = text.length;
        tooDeep = false;
    }

    /** Drops the reference to the text. */
    public void release() {
        v = null;
    }

    /** Whether {@link #value} has met a container nested deeper than allowed. Such text is still valid. */
    public boolean isTooDeep() {
        return tooDeep;
    }

    /** Whether the last {@link #string} or {@link #name} had an escape in it. */
    public boolean isEscaped() {
        return escaped;
    }

    /** Describes the last failure: what was expected and what was found where. Never quotes the text. */
    public String error() {
        String found = errorAt < end ? "byte 0x%02x at %d".formatted(v[errorAt], errorAt) : "the end at " + end;
        return "expected " + expected + ", found " + found;
    }

    /** Whether the byte at {@code p} is this ASCII character; false at the end of the text. */
    public boolean isAt(int p, char ascii) {
        return p < end && v[p] == ascii;
    }

    /** Skips white space. */
    public int skipSpace(int p) {
        while (p < end && v[p] <= ' ' && (v[p] == ' ' || v[p] == '\n' || v[p] == '\r' || v[p] == '\t')) {
            p++;
        }
        return p;
    }

    /** Reads white space up to the end of the text, where nothing else may follow. */
    public int finish(int p) {
        p = skipSpace(p);
        return p == end ? p : fail(p, "the end");
    }

    /** Reads a member's name, quotes included. */
    public int name(int p) {
        return isAt(p, '"') ? string(p + 1) : fail(p, "a name");
    }

    /** Reads the colon after a name, and the white space around it. */
    public int colon(int p) {
        p = skipSpace(p);
        return isAt(p, ':') ? skipSpace(p + 1) : fail(p, "':'");
    }

    /** Reads the comma between two members of an object, and the white space after it. */
    public int comma(int p) {
        return isAt(p, ',') ? skipSpace(p + 1) : fail(p, "',' or '}'");
    }

    /**
     * Reads any value.
     *
     * @param depth the number of containers that are open around it
     */
    public int value(int p, int depth) {
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

    private int number(int p) {
        int stop = JsonNumber.end(v, p, end);
        return stop >= 0 ? stop : fail(~stop, stop == ~p ? "a value" : "a digit");
    }

    /** An object or array and all that it holds. A loop, so that no nesting overflows the stack. */
    private int container(int p, int depth) {
        int outside = depth;
        for (; ; ) {
            if (p >= end) {
                return fail(p, "a value");
            }
            byte c = v[p];
            if (c == '{' || c == '[') {
                containers.open(++depth, c == '{');
                tooDeep |= depth > maxDepth;
                p = skipSpace(p + 1);
                if (p < end && v[p] != (c == '{' ? '}' : ']')) {
                    p = c == '{' ? nameAndColon(p) : p;
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
            // After a value, or at the bracket that closes an empty container.
            while (p < end && v[p] == (containers.isObject(depth) ? '}' : ']')) {
                p++;
                if (--depth == outside) {
                    return p;
                }
                p = skipSpace(p);
            }
            if (p >= end || v[p] != ',') {
                return fail(p, containers.isObject(depth) ? "',' or '}'" : "',' or ']'");
            }
            p = skipSpace(p + 1);
            if (containers.isObject(depth)) {
                p = nameAndColon(p);
                if (p < 0) {
                    return p;
                }
            }
        }
    }

    private int nameAndColon(int p) {
        p = name(p);
        return p < 0 ? p : colon(p);
    }

    /** Reads a string, from after its opening quote. */
    public int string(int p) {
        byte[] v = this.v;
        int end = this.end;
        escaped = false;
        for (; ; ) {
            p = LongWords.skipPlain(v, p, end);
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
        int stop = JsonEscape.end(v, p, end);
        return stop >= 0 ? stop : fail(~stop, stop == ~p ? "an escape" : "a hexadecimal digit");
    }

    private int fail(int at, String expected) {
        errorAt = at;
        this.expected = expected;
        return -1;
    }
}
