package dev.hotshard.cli;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.connect.kafka.UncommittedTransactions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * What can no longer be committed of the checkpoint that a killed run left. The brokers know best: they say
 * of each transaction what became of it, whatever the clocks, the files' times and the timeout then and
 * now. Where they do not know, the age of the checkpoint decides. A savepoint of a clean stop has committed
 * everything.
 */
final class LostTransactions {

    /**
     * Beyond the checkpoints that may fail in a row: those declined while tasks restart are not counted as
     * failed.
     */
    private static final int CHECKPOINTS_BEFORE = 10;
    /** How long it takes from the question until a job's committers have started. */
    private static final Duration LEAD = Duration.ofSeconds(10);

    private LostTransactions() {}

    /**
     * Looks for losses. Takes 15 s if no broker answers.
     *
     * @param state the checkpoint or savepoint to resume from
     * @param sinks the job's, of {@link TransactionIds}
     * @return what is lost, for a person; nothing if all can be committed
     */
    static Optional<String> find(
            StateFolder folder, Path state, ClientSettings clients, List<String> sinks, Configuration conf)
            throws IOException {
        if (folder.isSavepoint(state)) {
            return Optional.empty();
        }
        long checkpoint = StateFolder.checkpointId(state);
        int failedBefore = conf.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + CHECKPOINTS_BEFORE;
        UncommittedTransactions transactions = UncommittedTransactions.of(
                clients, new TransactionIds(clients.transactionalIdPrefix(), sinks), checkpoint, failedBefore, LEAD);
        if (!transactions.known()) {
            return byAge(state, clients.transactionTimeout());
        }
        return transactions.lost().isEmpty()
                ? Optional.empty()
                : Optional.of(("checkpoint %d was about to commit transactions when the job was killed, and the "
                                + "brokers have aborted %d of them since, after their timeout (%s): what was written "
                                + "under them is lost")
                        .formatted(checkpoint, transactions.lost().size(), String.join(", ", transactions.lost())));
    }

    /** The same by the time at which the checkpoint was written. */
    static Optional<String> byAge(Path state, Duration transactionTimeout) throws IOException {
        Instant written = StateFolder.completedAt(state);
        return written.plus(transactionTimeout).isBefore(Instant.now())
                ? Optional.of(("killed at %s, longer ago than hotshard.kafka.transaction-timeout (%d s), and the "
                                + "brokers do not say what became of its transactions: what was about to be committed "
                                + "then may be lost")
                        .formatted(written.truncatedTo(ChronoUnit.SECONDS), transactionTimeout.toSeconds()))
                : Optional.empty();
    }
}
