package dev.hotshard.event.json;

/**
 * A value with up to four of its ranges replaced and all other bytes unchanged. Ranges must not overlap and
 * may be given in any order; insertions at the same position keep the order in which they were given. Not
 * thread-safe.
 */
public final class Splice {

    private static final byte[] NOTHING = {};

    /** A range of the value, and the range of {@code from} that replaces it. */
    private record Edit(int start, int end, byte[] from, int fromStart, int fromEnd) {}

    private final byte[] value;
    private final Edit[] edits = new Edit[4];
    private int count;

    /** @param value not copied, so it must not change until {@link #bytes} has returned */
    public Splice(byte[] value) {
        this.value = value;
    }

    /** Replaces a range with other bytes. */
    public Splice replace(long span, byte[] by) {
        return add(Span.start(span), Span.end(span), by, 0, by.length);
    }

    /** Replaces a range with the bytes at another span of the same value. */
    public Splice replace(long span, long by) {
        return add(Span.start(span), Span.end(span), value, Span.start(by), Span.end(by));
    }

    /** Removes a range. */
    public Splice cut(int start, int end) {
        return add(start, end, NOTHING, 0, 0);
    }

    private Splice add(int start, int end, byte[] from, int fromStart, int fromEnd) {
        int at = count++;
        for (; at > 0 && edits[at - 1].start > start; at--) {
            edits[at] = edits[at - 1];
        }
        edits[at] = new Edit(start, end, from, fromStart, fromEnd);
        return this;
    }

    /** The resulting value, a new array. */
    public byte[] bytes() {
        int length = value.length;
        for (int i = 0; i < count; i++) {
            length += edits[i].fromEnd - edits[i].fromStart - (edits[i].end - edits[i].start);
        }
        byte[] out = new byte[length];
        int from = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            Edit edit = edits[i];
            at = copy(value, from, edit.start, out, at);
            at = copy(edit.from, edit.fromStart, edit.fromEnd, out, at);
            from = edit.end;
        }
        copy(value, from, value.length, out, at);
        return out;
    }

    private static int copy(byte[] from, int start, int end, byte[] out, int at) {
        System.arraycopy(from, start, out, at, end - start);
        return at + end - start;
    }
}
