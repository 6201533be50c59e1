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
 * Finds the transactions of a killed run's last checkpoint that can no longer be committed. The brokers are
 * authoritative: they report the outcome of each transaction regardless of clocks, file times and changes to
 * the timeout. If they no longer know, the age of the checkpoint decides. A savepoint of a clean stop has
 * committed everything.
 */
final class LostTransactions {

    /**
     * How many checkpoints to look back beyond those that may fail in a row, because checkpoints declined
     * while tasks restart do not count as failed.
     */
    private static final int CHECKPOINTS_BEFORE = 10;
    /** The time between this check and the start of the job's committers. */
    private static final Duration LEAD = Duration.ofSeconds(10);

    private LostTransactions() {}

    /**
     * Looks for lost transactions. Takes 15 s if no broker answers.
     *
     * @param state the checkpoint or savepoint to resume from
     * @param sinks the names of the job's sinks, as in {@link TransactionIds}
     * @return a message about the loss, or empty if all transactions can be committed
     */
    static Optional<String> find(
            StateFolder folder, Path state, ClientSettings clients, List<String> sinks, Configuration conf)
            throws IOException {
        if (folder.isSavepoint(state)) {
            return Optional.empty();
        }
        long checkpoint = CheckpointFolder.id(state);
        int failedBefore = conf.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + CHECKPOINTS_BEFORE;
        UncommittedTransactions transactions = UncommittedTransactions.of(
                clients, new TransactionIds(clients.transactionalIdPrefix(), sinks), checkpoint, failedBefore, LEAD);
        if (!transactions.known()) {
            return byAge(state, clients.transactionTimeout());
        }
        return transactions.lost().isEmpty()
                ? Optional.empty()
                : Optional.of(("checkpoint %d was about to commit transactions when the job was killed, and the "
                                + "brokers have since aborted %d of them after their timeout (%s): their records "
                                + "are lost")
                        .formatted(checkpoint, transactions.lost().size(), String.join(", ", transactions.lost())));
    }

    /** Decides by the time at which the checkpoint was completed. */
    static Optional<String> byAge(Path state, Duration transactionTimeout) throws IOException {
        Instant written = CheckpointFolder.completedAt(state);
        return written.plus(transactionTimeout).isBefore(Instant.now())
                ? Optional.of(("the job was killed at %s, longer ago than hotshard.kafka.transaction-timeout (%d s), "
                                + "and the brokers do not report the outcome of its transactions: their records "
                                + "may be lost")
                        .formatted(written.truncatedTo(ChronoUnit.SECONDS), transactionTimeout.toSeconds()))
                : Optional.empty();
    }
}
