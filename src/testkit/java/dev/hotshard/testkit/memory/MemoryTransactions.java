package dev.hotshard.testkit.memory;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Transactions of one sink. Elements of a transaction that is never committed are never visible. */
final class MemoryTransactions<T> {

    private final Map<String, List<T>> prepared = new ConcurrentHashMap<>();
    private final Map<String, List<T>> committed = new ConcurrentHashMap<>();

    /** Prepares a transaction with these elements and returns its id. */
    String prepare(List<T> elements) {
        String id = UUID.randomUUID().toString();
        prepared.put(id, List.copyOf(elements));
        return id;
    }

    /**
     * Commits a transaction. A second commit changes nothing, and neither does that of an unknown one: a stored
     * savepoint holds transactions that were committed to other topics.
     */
    void commit(String id) {
        List<T> elements = prepared.get(id);
        if (elements != null) {
            committed.put(id, elements);
        }
    }

    List<T> committed() {
        return committed.values().stream().flatMap(List::stream).toList();
    }
}
