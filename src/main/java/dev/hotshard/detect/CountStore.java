package dev.hotshard.detect;

import dev.hotshard.event.CounterKey;
import java.io.IOException;

/** Stores the count of each key. Throws if the underlying state does. */
public interface CountStore {

    /** The count of the key, or null. */
    KeyCount get(CounterKey key) throws IOException;

    void put(CounterKey key, KeyCount count) throws IOException;

    void remove(CounterKey key) throws IOException;
}
