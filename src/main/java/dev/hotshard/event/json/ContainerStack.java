package dev.hotshard.event.json;

import java.util.Arrays;

/** For each open container, by depth, whether it is an object: one bit each. Not thread-safe. */
final class ContainerStack {

    private long[] objects = new long[4];

    void open(int depth, boolean object) {
        int word = depth >>> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, 2 * word);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    }

    boolean isObject(int depth) {
        return (objects[depth >>> 6] & 1L << depth) != 0;
    }
}
