package dev.hotshard.cli;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.connect.kafka.OpenTransactions;
import dev.hotshard.connect.kafka.OpenTransactionsException;
import dev.hotshard.connect.kafka.TopicRange;
import java.io.IOException;
import java.time.Duration;

/** The wait, with a progress line, for transactions that were open when a command determined its range. */
final class OpenTransactionsWait {

    private final ClientSettings clients;
    private final Duration atMost;

    OpenTransactionsWait(ClientSettings clients, Duration atMost) {
        this.clients = clients;
        this.atMost = atMost;
    }

    /** Waits before a restore begins. If interrupted or failed, leaves nothing to resume. */
    void awaitBeforeStart(StateFolder folder, TopicRange range) throws Exception {
        StopSignals.exitAtOnce(() -> forgetQuietly(folder));
        try {
            await(range);
        } catch (RuntimeException e) {
            UnfinishedRestore.forget(folder);
            throw e;
        }
        StopSignals.exitAtOnce();
    }

    private static void forgetQuietly(StateFolder folder) {
        try {
            UnfinishedRestore.forget(folder);
        } catch (IOException e) {
            // The next run then resumes with the same end offsets.
        }
    }

    /**
     * Waits until no transaction in the range is open.
     *
     * @throws OpenTransactionsException if some are still open after {@code atMost}
     */
    void await(TopicRange range) {
        Progress progress = new Progress();
        try {
            OpenTransactions.await(clients, range, atMost, progress::showWait);
        } finally {
            progress.clear();
        }
    }
}
