package dev.hotshard.cli;

import dev.hotshard.config.KafkaRestoreSettings;
import dev.hotshard.connect.kafka.OpenTransactions;
import dev.hotshard.connect.kafka.TopicRange;
import java.io.IOException;

/** The wait for transactions that were open when a restore from topic to topic determined its range. */
final class OpenTransactionsWait {

    private final KafkaRestoreSettings restore;

    OpenTransactionsWait(KafkaRestoreSettings restore) {
        this.restore = restore;
    }

    /** Waits before the restore begins. If interrupted or failed, leaves nothing to resume. */
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

    /** Waits until no transaction in the range is open, and shows a progress line meanwhile. */
    void await(TopicRange range) {
        Progress progress = new Progress();
        try {
            OpenTransactions.await(restore.clients(), range, restore.openTransactionsWait(), progress::showWait);
        } finally {
            progress.clear();
        }
    }
}
