package dev.hotshard.connect.kafka;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TransactionState;

/** Recognises a live owner of transactional ids by what changed between two listings of them. */
final class OwnerActivity {

    /**
     * The states that brokers move a transaction to by themselves: by its timeout, or to finish a commit or
     * abort.
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

    private OwnerActivity() {}

    /** Describes, for the user, one change that only a live owner can have made; empty if there is none. */
    static Optional<String> between(Map<String, TransactionState> before, Map<String, TransactionState> after) {
        return new TreeMap<>(after)
                .entrySet().stream()
                        .filter(entry -> isByOwner(before.get(entry.getKey()), entry.getValue()))
                        .map(entry -> before.containsKey(entry.getKey())
                                ? entry.getKey() + " went from " + before.get(entry.getKey()) + " to "
                                        + entry.getValue()
                                : entry.getKey() + " is new")
                        .findFirst();
    }

    private static boolean isByOwner(TransactionState before, TransactionState after) {
        return after != before
                && after != TransactionState.UNKNOWN
                && before != TransactionState.UNKNOWN
                && (before == null
                        || !WITHOUT_OWNER.getOrDefault(before, Set.of()).contains(after));
    }
}
