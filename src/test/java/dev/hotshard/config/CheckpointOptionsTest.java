package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.testkit.kafka.RestoreTopics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped configuration with one option or a few changed. */
class CheckpointOptionsTest {

    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "520 s | 3 | 2 min | 10 s | 5 s",
                "45 s | 0 | 5 s | 1 s | 40 s",
                "140 ms | 1 | 20 ms | 50 ms | 0 s",
                "24 d | 0 | 12 d | 12 d | 12 d",
            })
    void shouldAcceptTransactionsThatOutliveAllToleratedFailures(
            String transaction, String tolerated, String timeout, String interval, String pause) {
        set(transaction, tolerated, timeout, interval, pause);

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "519999 ms | 3 | 2 min | 10 s | 5 s | 519999 ms | 4 x (2 min + 10 s) = 520 s",
                // Seen: 1,000 in, 0 out, and a job that runs.
                "44 s | 0 | 5 s | 1 s | 40 s | 44 s | 1 x (5 s + 40 s) = 45 s",
                "15 min | 3 | 10 min | 10 s | 5 s | 15 min | 4 x (10 min + 10 s) = 2440 s",
                "24 d | 2147483647 | 2 min | 10 s | 5 s | 24 d | 2147483648 x (2 min + 10 s)",
                "24 d | 2147483647 | 2562047788015 h | 2562047788015 h | 1 s | 24 d | 2147483648 x "
                        + "(2562047788015 h + 2562047788015 h)",
                "24 d | 0 | 1 min | 1 s | 106751991167 d | 24 d | 1 x (1 min + 106751991167 d)",
            })
    void shouldRefuseTransactionsThatDoNot(
            String transaction,
            String tolerated,
            String timeout,
            String interval,
            String pause,
            String is,
            String needed) {
        set(transaction, tolerated, timeout, interval, pause);

        assertThat(problems())
                .isEqualTo("hotshard.kafka.transaction-timeout is " + is + ", but a transaction must outlive"
                        + " (execution.checkpointing.tolerable-failed-checkpoints + 1) x "
                        + "(execution.checkpointing.timeout"
                        + " + the longer of execution.checkpointing.interval and execution.checkpointing.min-pause) = "
                        + needed
                        + ": lower these, or raise it, up to the brokers' transaction.max.timeout.ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "execution.checkpointing.tolerable-failed-checkpoints | -1 | '-1': expected a whole number, at least 0",
                "execution.checkpointing.min-pause | soon | 'soon': expected a duration such as 5 s",
                "execution.checkpointing.mode | at_least_once | "
                        + "AT_LEAST_ONCE: after a failure events are counted and written twice: remove it, or "
                        + "set EXACTLY_ONCE",
                "execution.checkpointing.checkpoints-after-tasks-finish | false | "
                        + "false: what is written after the first task has finished is never committed: remove it",
                "execution.checkpointing.checkpoints-after-tasks-finish.enabled | false | "
                        + "false: what is written after the first task has finished is never committed: remove it",
                "execution.state-recovery.approximate-local-recovery | true | true: a failure loses events: remove it",
                "execution.checkpointing.approximate-local-recovery | true | true: a failure loses events: remove it",
                "execution.state-recovery.without-channel-state.checkpoint-id | 7 | 7: events between two "
                        + "operators are lost: remove it",
            })
    void shouldRefuseOptionsThatLoseOrRepeatEvents(String key, String value, String why) {
        conf.setString(key, value);

        assertThat(problems()).startsWith("execution.").endsWith(" is " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "execution.checkpointing.unaligned.enabled, true",
        "execution.checkpointing.aligned-checkpoint-timeout, 1 s",
        "execution.checkpointing.max-concurrent-checkpoints, 3",
        "execution.checkpointing.interval-during-backlog, 0 s",
        "execution.runtime-mode, BATCH",
        "pipeline.object-reuse, false",
        "pipeline.max-parallelism, 16",
        "state.backend.type, hashmap",
        "state.changelog.enabled, true",
    })
    void shouldAcceptOptionsThatChangeNoResult(String key, String value) {
        conf.setString(key, value);

        assertThat(problems()).isEmpty();
    }

    @Test
    void shouldCheckRestoresToo() {
        conf.setString("hotshard.kafka.bootstrap-servers", "broker:9092");
        conf.setString("execution.checkpointing.timeout", "10 min");

        assertThatThrownBy(() -> KafkaRestoreSettings.of(conf, RestoreTopics.names("from", "to", null, null)))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("4 x (10 min + 10 s) = 2440 s");
    }

    private void set(String transaction, String tolerated, String timeout, String interval, String pause) {
        conf.setString("hotshard.kafka.transaction-timeout", transaction);
        conf.setString("execution.checkpointing.tolerable-failed-checkpoints", tolerated);
        conf.setString("execution.checkpointing.timeout", timeout);
        conf.setString("execution.checkpointing.interval", interval);
        conf.setString("execution.checkpointing.min-pause", pause);
    }

    /** The problems with the options; empty if there are none. */
    private String problems() {
        Validation options = new Validation(conf);
        CheckpointOptions.check(options, conf.get(Options.TRANSACTION_TIMEOUT));
        try {
            options.finish();
            return "";
        } catch (InvalidOptionsException e) {
            return e.getMessage();
        }
    }
}
