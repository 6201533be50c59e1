package dev.hotshard.connect.file;

import java.util.Arrays;

/**
 * Tracks the brackets and strings of one JSON value, byte by byte, to find its end before it is validated.
 *
 * <p>Detects where the structure breaks: a closing bracket without an opening one, an opening one where no
 * value may begin, or a line break within a string. Any other byte, valid or not, belongs to the value.
 * Reusable; not thread-safe.
 */
final class JsonStructure {

    private static final int VALUE = 0;
    private static final int NAME = 1;
    private static final int AFTER_NAME = 2;
    private static final int AFTER_VALUE = 3;

    /** One bit per open container, by depth: set for an object, clear for an array. */
    private long[] objects = new long[4];

    private int depth;
    private int expected;
    private boolean inString;
    private boolean escaped;

    /** Prepares for the next value. */
    void reset() {
        depth = 0;
        expected = VALUE;
        inString = false;
        escaped = false;
    }

    /** Whether no string or container is open. */
    boolean isClosed() {
        return depth == 0 && !inString;
    }

    /** Whether a value, well-formed or not, is complete and nothing is open. */
    boolean isComplete() {
        return isClosed() && expected == AFTER_VALUE;
    }

    /** Accepts the next byte; false if the structure breaks there. */
    boolean accept(byte c) {
        if (inString) {
            return string(c);
        }
        switch (c) {
            case ' ', '\t', '\r', '\n' -> {}
            case '"' -> inString = true;
            case '{', '[' -> {
                if (expected != VALUE) {
                    return false;
                }
                open(c == '{');
                expected = c == '{' ? NAME : VALUE;
            }
            case '}', ']' -> {
                if (depth == 0 || isObject() != (c == '}')) {
                    return false;
                }
                depth--;
                expected = AFTER_VALUE;
            }
            case ',' -> expected = depth > 0 && isObject() ? NAME : VALUE;
            case ':' -> expected = VALUE;
            default -> expected = expected == VALUE ? AFTER_VALUE : expected;
        }
        return true;
    }

    private boolean string(byte c) {
        if (c == '\n') {
            return false;
        }
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
            expected = expected == NAME ? AFTER_NAME : expected == VALUE ? AFTER_VALUE : expected;
        }
        return true;
    }

    private void open(boolean object) {
        depth++;
        int word = depth >>> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, 2 * word);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    }

    private boolean isObject() {
        return (objects[depth >>> 6] & 1L << depth) != 0;
    }
}
