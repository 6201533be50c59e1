package dev.hotshard.config;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.util.TimeUtils;

/** Checks Flink's options that exactly-once output to Kafka depends on: sinks commit with checkpoints. */
final class CheckpointOptions {

    /** The shortest interval and timeout that Flink accepts. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private CheckpointOptions() {}

    /**
     * Notes every option under which events would be lost, repeated or never committed.
     *
     * @param transactionTimeout how long brokers keep a transaction open
     */
    static void check(Validation options, Duration transactionTimeout) {
        rejectWeakGuarantees(options);
        int before = options.problems();
        Duration interval = options.get(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                d -> d.compareTo(SHORTEST) >= 0,
                "a duration such as 10 s, at least 10 ms; without checkpoints nothing is ever committed");
        Duration timeout = options.get(
                CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                d -> d.compareTo(SHORTEST) >= 0,
                "a duration such as 10 min, at least 10 ms");
        Duration pause =
                options.get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, d -> true, "a duration such as 5 s");
        int tolerated =
                options.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, n -> n >= 0, "a whole number, at least 0");
        if (options.problems() == before) {
            rejectShortTransactions(options, transactionTimeout, tolerated, timeout, interval, pause);
        }
    }

    /**
     * A transaction that the brokers abort before a checkpoint commits it is lost, and the job would not
     * notice.
     */
    private static void rejectShortTransactions(
            Validation options,
            Duration transactionTimeout,
            int tolerated,
            Duration timeout,
            Duration interval,
            Duration pause) {
        long attempts = tolerated + 1L;
        // No transaction lasts longer, so the cut changes no answer and keeps the product below from overflowing.
        long attemptMillis = cut(timeout) + Math.max(cut(interval), cut(pause));
        if (attemptMillis * attempts <= transactionTimeout.toMillis()) {
            return;
        }
        options.reject(("%s is %s, but a transaction must outlive (%s + 1) x (%s + the longer of %s and %s) = %d x (%s "
                        + "+ %s)%s: lower these, or raise it, up to the brokers' transaction.max.timeout.ms")
                .formatted(
                        Options.TRANSACTION_TIMEOUT.key(),
                        text(transactionTimeout),
                        CheckpointingOptions.TOLERABLE_FAILURE_NUMBER.key(),
                        CheckpointingOptions.CHECKPOINTING_TIMEOUT.key(),
                        CheckpointingOptions.CHECKPOINTING_INTERVAL.key(),
                        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS.key(),
                        attempts,
                        text(timeout),
                        text(interval.compareTo(pause) < 0 ? pause : interval),
                        attemptMillis * attempts > Integer.MAX_VALUE
                                ? ""
                                : " = " + text(Duration.ofMillis(attemptMillis * attempts))));
    }

    private static void rejectWeakGuarantees(Validation options) {
        if (options.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, mode -> true, "EXACTLY_ONCE")
                == CheckpointingMode.AT_LEAST_ONCE) {
            reject(
                    options,
                    CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                    "AT_LEAST_ONCE",
                    "after a failure events are counted and written twice: remove it, or set EXACTLY_ONCE");
        }
        if (!options.get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, flag -> true, "true or false")) {
            reject(
                    options,
                    CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH,
                    "false",
                    "what is written after the first task has finished is never committed: remove it");
        }
        if (options.get(StateRecoveryOptions.APPROXIMATE_LOCAL_RECOVERY, flag -> true, "true or false")) {
            reject(
                    options,
                    StateRecoveryOptions.APPROXIMATE_LOCAL_RECOVERY,
                    "true",
                    "a failure loses events: remove it");
        }
        long dropped = options.get(StateRecoveryOptions.CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA, id -> true, "-1");
        if (dropped >= 0) {
            reject(
                    options,
                    StateRecoveryOptions.CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA,
                    Long.toString(dropped),
                    "events between two operators are lost: remove it");
        }
    }

    private static void reject(Validation options, ConfigOption<?> option, String value, String why) {
        options.reject(option.key() + " is " + value + ": " + why);
    }

    private static long cut(Duration duration) {
        return duration.compareTo(ClientOptions.LONGEST_TRANSACTION) > 0
                ? ClientOptions.LONGEST_TRANSACTION.toMillis()
                : duration.toMillis();
    }

    private static String text(Duration duration) {
        return TimeUtils.formatWithHighestUnit(duration);
    }
}
