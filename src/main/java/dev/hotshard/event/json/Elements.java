package dev.hotshard.event.json;

/** Iterates over the elements of an array that {@link JsonScanner} has validated. Not thread-safe. */
public final class Elements {

    private final byte[] value;
    private int p;
    private long element = Span.NONE;

    /**
     * Starts before the first element.
     *
     * @param array the span of an array
     */
    public Elements(byte[] value, long array) {
        this.value = value;
        p = Span.start(array);
    }

    /** Advances to the next element; false if there is none. */
    public boolean next() {
        if (value[p] == ']') {
            return false;
        }
        // At the opening bracket, or at the comma after the previous element.
        int start = ValidJson.skipSpace(value, p + 1);
        if (value[start] == ']') {
            p = start;
            return false;
        }
        int end = ValidJson.afterValue(value, start);
        element = Span.of(start, end);
        p = ValidJson.skipSpace(value, end);
        return true;
    }

    /** The span of this element. */
    public long value() {
        return element;
    }
}
