package dev.hotshard.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The headers of a record, in order. Names may repeat and values may be null. Immutable; arrays passed in or
 * returned are not copied and must not be changed.
 */
public final class Headers {

    /** No headers. */
    public static final Headers NONE = new Headers(new String[0], new byte[0][]);

    private final String[] names;
    private final byte[][] values;

    /** Creates headers from names and values by position; the arrays must have the same length. */
    public Headers(String[] names, byte[][] values) {
        this.names = names;
        this.values = values;
    }

    /** The number of headers. */
    public int size() {
        return names.length;
    }

    /** The name of the header at a position, from 0 on. */
    public String name(int i) {
        return names[i];
    }

    /** The value of the header at a position, from 0 on; may be null. */
    public byte[] value(int i) {
        return values[i];
    }

    /** Returns these headers followed by one more, its value in UTF-8. */
    public Headers with(String name, String value) {
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        byte[][] moreValues = Arrays.copyOf(values, values.length + 1);
        moreNames[names.length] = name;
        moreValues[values.length] = value.getBytes(StandardCharsets.UTF_8);
        return new Headers(moreNames, moreValues);
    }

    /** Whether there is a header of this name. */
    public boolean has(String name) {
        for (String other : names) {
            if (other.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns these headers without the last one of this name, so that it undoes {@link #with}. Returns
     * these headers if there is none.
     */
    public Headers withoutLast(String name) {
        int last = Arrays.asList(names).lastIndexOf(name);
        return last < 0 ? this : new Headers(without(names, last), without(values, last));
    }

    private static <T> T[] without(T[] all, int index) {
        T[] rest = Arrays.copyOf(all, all.length - 1);
        System.arraycopy(all, index + 1, rest, index, rest.length - index);
        return rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that
                && Arrays.equals(names, that.names)
                && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.deepHashCode(values);
    }
}
