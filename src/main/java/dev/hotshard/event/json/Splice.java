package dev.hotshard.event.json;

/**
 * A value with some of its ranges replaced, all other bytes as they are. The ranges do not overlap and come
 * in any order; those of one place are put there in the order that they came in.
 */
public final class Splice {

    private static final byte[] NOTHING = {};

    /** Where a range begins and ends, and what stands there instead. */
    private record Edit(int start, int end, byte[] from, int fromStart, int fromEnd) {}

    private final byte[] value;
    private final Edit[] edits = new Edit[4];
    private int count;

    public Splice(byte[] value) {
        this.value = value;
    }

    public Splice replace(long span, byte[] by) {
        return add(Span.start(span), Span.end(span), by, 0, by.length);
    }

    /** Puts the bytes that lie at {@code by} in the same value. */
    public Splice replace(long span, long by) {
        return add(Span.start(span), Span.end(span), value, Span.start(by), Span.end(by));
    }

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

    /** A new array. */
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
