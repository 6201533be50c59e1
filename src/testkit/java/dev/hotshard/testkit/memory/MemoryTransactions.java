package dev.hotshard.testkit.memory;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Transactions of one sink: what was written in one that is never committed is never seen. */
final class MemoryTransactions<T> {

    private final Map<String, List<T>> prepared = new ConcurrentHashMap<>();
    private final Map<String, List<T>> committed = new ConcurrentHashMap<>();

    /** Keeps these elements until they are committed. */
    String prepare(List<T> elements) {
        String id = UUID.randomUUID().toString();
        prepared.put(id, List.copyOf(elements));
        return id;
    }

    /** Commits a transaction; once more changes nothing. */
    void commit(String id) {
        committed.put(id, prepared.get(id));
    }

    List<T> committed() {
        return committed.values().stream().flatMap(List::stream).toList();
    }
}
