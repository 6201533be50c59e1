package dev.hotshard.detect;

import dev.hotshard.event.CounterKey;
import java.io.IOException;

/** What is remembered of each key. Errors are those of the state behind. */
public interface CountStore {

    /** What is remembered of the key, or null. */
    KeyCount get(CounterKey key) throws IOException;

    void put(CounterKey key, KeyCount count) throws IOException;

    void remove(CounterKey key) throws IOException;
}
