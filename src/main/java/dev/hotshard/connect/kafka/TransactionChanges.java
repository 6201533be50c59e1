package dev.hotshard.connect.kafka;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TransactionState;

/** What two listings of a job's transactional ids tell about a live owner. */
final class TransactionChanges {

    /**
     * What the brokers make of a transaction by themselves, when its owner is gone: it times out, or its
     * commit or abort is completed.
     */
    private static final Map<TransactionState, Set<TransactionState>> WITHOUT_OWNER = Map.of(
            TransactionState.ONGOING,
            EnumSet.of(
                    TransactionState.PREPARE_EPOCH_FENCE,
                    TransactionState.PREPARE_ABORT,
                    TransactionState.COMPLETE_ABORT),
            TransactionState.PREPARE_EPOCH_FENCE,
            EnumSet.of(TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT),
            TransactionState.PREPARE_ABORT,
            EnumSet.of(TransactionState.COMPLETE_ABORT),
            TransactionState.PREPARE_COMMIT,
            EnumSet.of(TransactionState.COMPLETE_COMMIT));

    private TransactionChanges() {}

    /** A change that only a live owner can have made, for a person; nothing if there is none. */
    static Optional<String> signOfLife(Map<String, TransactionState> before, Map<String, TransactionState> after) {
        return new TreeMap<>(after)
                .entrySet().stream()
                        .filter(entry -> isLife(before.get(entry.getKey()), entry.getValue()))
                        .map(entry -> before.containsKey(entry.getKey())
                                ? entry.getKey() + " went from " + before.get(entry.getKey()) + " to "
                                        + entry.getValue()
                                : entry.getKey() + " is new")
                        .findFirst();
    }

    private static boolean isLife(TransactionState before, TransactionState after) {
        return after != before
                && after != TransactionState.UNKNOWN
                && before != TransactionState.UNKNOWN
                && (before == null
                        || !WITHOUT_OWNER.getOrDefault(before, Set.of()).contains(after));
    }
}
