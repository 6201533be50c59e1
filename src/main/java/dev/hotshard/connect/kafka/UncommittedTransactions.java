package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/**
 * What the brokers have made of the transactions that a checkpoint of a killed job was about to commit.
 *
 * <p>A transactional id bears the number of the checkpoint that commits it, or, where checkpoints failed
 * before, that of one of these, and is used once. An id that a restart aborts is made empty thereby, so an
 * aborted one was given up by the brokers after its job had handed it over.
 *
 * @param known whether the brokers know any id of the checkpoint; they forget one a week after its last use
 * @param lost the ids whose transactions were aborted, or will be before they can be committed
 */
public record UncommittedTransactions(boolean known, List<String> lost) {

    private static final Set<TransactionState> ABORTED = Set.of(
            TransactionState.PREPARE_EPOCH_FENCE, TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT);

    /**
     * Asks the brokers. Takes 15 s if none answers.
     *
     * @param checkpoint the id of the checkpoint to resume from
     * @param failedBefore how many checkpoints in a row may have failed before it
     * @param lead how long it takes until the resumed job commits
     * @throws BrokersUnreachableException if no broker answers
     */
    public static UncommittedTransactions of(
            ClientSettings clients, TransactionIds ids, long checkpoint, int failedBefore, Duration lead) {
        try (Brokers brokers = Brokers.connect(clients)) {
            Map<String, TransactionState> states =
                    new TreeMap<>(brokers.transactions().states(id -> {
                        OptionalLong number = ids.checkpoint(id);
                        return number.isPresent()
                                && number.getAsLong() <= checkpoint
                                && number.getAsLong() >= checkpoint - failedBefore;
                    }));
            Instant committing = Instant.now().plus(lead);
            Map<String, TransactionDescription> open = brokers.transactions()
                    .describe(states.keySet().stream()
                            .filter(id -> states.get(id) == TransactionState.ONGOING)
                            .toList());
            return new UncommittedTransactions(
                    !states.isEmpty(),
                    states.keySet().stream()
                            .filter(id -> ABORTED.contains(states.get(id))
                                    || open.containsKey(id) && endsBefore(open.get(id), committing))
                            .toList());
        } catch (BrokersUnreachableException e) {
            throw e;
        } catch (KafkaException e) {
            return new UncommittedTransactions(false, List.of());
        }
    }

    private static boolean endsBefore(TransactionDescription open, Instant moment) {
        return open.state() == TransactionState.ONGOING
                && open.transactionStartTimeMs().isPresent()
                && open.transactionStartTimeMs().getAsLong() + open.transactionTimeoutMs() < moment.toEpochMilli();
    }
}
