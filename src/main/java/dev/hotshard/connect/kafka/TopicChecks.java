package dev.hotshard.connect.kafka;

import dev.hotshard.config.TopicKind;
import dev.hotshard.config.TopicRole;
import java.time.Duration;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** Checks permissions and settings that could stop a job later or lose events. */
final class TopicChecks {

    /** The most that a dead letter's headers add, with room to spare. */
    private static final long DEAD_LETTER_HEADERS = 1024;
    /** Records have timestamps of up to a minute ahead of our clock; brokers' clocks differ. */
    private static final long AHEAD_MILLIS = 120_000;

    private final Brokers brokers;
    private final Findings findings;

    TopicChecks(Brokers brokers, Findings findings) {
        this.brokers = brokers;
        this.findings = findings;
    }

    /** Checks that the brokers allow transactions to stay open for the configured timeout. */
    void checkTransactionTimeout(Duration timeout) {
        long allowed = allowedTransactionMillis(timeout);
        if (timeout.toMillis() > allowed) {
            findings.problem("the brokers allow transactions of up to "
                    + Duration.ofMillis(allowed).toSeconds() + " s and "
                    + "hotshard.kafka.transaction-timeout is " + timeout.toSeconds()
                    + " s: lower it, or raise the brokers' transaction.max.timeout.ms");
        }
    }

    /** Warns instead of failing, because often only administrators may see the settings of brokers. */
    private long allowedTransactionMillis(Duration timeout) {
        try {
            return brokers.maxTransactionTimeoutMillis();
        } catch (MissingPermissionException e) {
            findings.warn("not allowed to see the brokers' transaction.max.timeout.ms, which must be at least "
                    + timeout.toMillis());
            return Long.MAX_VALUE;
        }
    }

    /** Finds the operations of a role that the client may not perform on an existing topic. */
    void checkPermissions(TopicRole role, String topic) {
        for (AclOperation operation : role.kind().operations()) {
            Permission permission = Permission.onTopic(operation, topic);
            if (!brokers.topics().allows(permission)) {
                findings.problem(permission.refusal(findings.servers()));
            }
        }
    }

    /**
     * Finds limits on timestamps: a record that the broker rejects for its timestamp would stop the job for
     * good.
     */
    void checkTimestamps(String name, TopicSettings topic) {
        if (topic.setsTimestamps()) {
            return;
        }
        if (topic.maxAheadMillis() < AHEAD_MILLIS) {
            findings.problem("topic " + name + " rejects records more than " + topic.maxAheadMillis() + " ms ahead: "
                    + findings.remedy(
                            name, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(AHEAD_MILLIS)));
        }
        if (topic.maxAgeMillis() < Long.MAX_VALUE) {
            findings.problem("topic " + name + " rejects records older than " + topic.maxAgeMillis() + " ms: "
                    + findings.remedy(
                            name, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)));
        }
    }

    /** Finds compaction, which would remove records that matter. */
    void checkCompaction(String name, TopicSettings topic) {
        if (topic.isCompacted()) {
            findings.problem("topic " + name + " is compacted, which would remove all but the last record of each id: "
                    + findings.remedy(name, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
        }
    }

    /** Compares the largest record of a topic with the input's. */
    void checkRecordSize(TopicKind.Size size, String name, TopicSettings topic, UnreadRecords input) {
        long largest = input.settings().maxMessageBytes();
        if (size == TopicKind.Size.ABOVE_INPUT && topic.maxMessageBytes() < largest + DEAD_LETTER_HEADERS) {
            findings.problem("topic " + name + " accepts records of up to " + topic.maxMessageBytes()
                    + " bytes, which is too small for dead letters from " + input.topic() + ": "
                    + findings.remedy(
                            name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(largest + DEAD_LETTER_HEADERS)));
        }
        if (size == TopicKind.Size.AS_INPUT && topic.maxMessageBytes() < largest) {
            findings.warn("topic " + name + " accepts smaller records than " + input.topic() + " ("
                    + topic.maxMessageBytes() + " and " + largest + " bytes): larger events become dead letters");
        }
    }
}
