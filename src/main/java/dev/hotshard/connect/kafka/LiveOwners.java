package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** How long a job must be watched to be seen alive. */
public final class LiveOwners {

    /** For a checkpoint itself, and for the brokers' answers. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private LiveOwners() {}

    /**
     * The time within which a running job takes new transactional ids: at each of its checkpoints, which
     * are as far apart as these options say.
     */
    public static Duration period(Configuration conf) {
        Duration interval = conf.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        Duration pause = conf.get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
        return (interval.compareTo(pause) > 0 ? interval : pause).plus(MARGIN);
    }

    /**
     * Begins to watch for a job that runs with the same transactional ids.
     *
     * @param sinks the job's, of {@link TransactionIds}
     * @param say told what is waited for, if anything is
     */
    public static OwnerWatch watch(
            ClientSettings clients,
            List<String> sinks,
            Configuration conf,
            Consumer<String> say,
            Consumer<String> warn) {
        return OwnerWatch.start(
                clients, new TransactionIds(clients.transactionalIdPrefix(), sinks), period(conf), say, warn);
    }
}
