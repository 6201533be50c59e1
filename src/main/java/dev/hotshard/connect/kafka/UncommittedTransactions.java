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
 * The state, at the brokers, of transactions that a checkpoint of a killed job was about to commit.
 *
 * <p>A transactional id is used once. It contains the number of the checkpoint that commits it, or of a
 * failed one before that. An abort by a restarted job leaves the id empty, so an aborted transaction is one
 * that the brokers timed out.
 *
 * @param known whether the brokers know any id of the checkpoint; they forget an id a week after its last
 *     use
 * @param lost ids of transactions that were aborted, or will time out before the job can commit them
 */
public record UncommittedTransactions(boolean known, List<String> lost) {

    private static final Set<TransactionState> ABORTED = Set.of(
            TransactionState.PREPARE_EPOCH_FENCE, TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT);

    /**
     * Asks the brokers. Blocks for 15 s if none answers. Returns an unknown state if they refuse to answer.
     *
     * @param checkpoint the id of the checkpoint to resume from
     * @param failedBefore how many checkpoints in a row may have failed before it
     * @param lead the time until the resumed job commits
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
