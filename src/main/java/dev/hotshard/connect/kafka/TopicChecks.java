package dev.hotshard.connect.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Looks at topics, for what would stop a job later or lose events. Collects what it finds until
 * {@link #finish}.
 */
final class TopicChecks {

    /** What a dead letter's headers add at most, with room to spare. */
    private static final long DEAD_LETTER_HEADERS = 1024;
    /** Records are written with timestamps of up to a minute ahead of our clock; brokers' clocks differ. */
    private static final long AHEAD_MILLIS = 120_000;

    private static final Duration PROPAGATION = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(10);

    private final Brokers brokers;
    private final Consumer<String> warn;
    private final List<String> problems = new ArrayList<>();

    /** @param warn told of what is legal but unwise */
    TopicChecks(Brokers brokers, Consumer<String> warn) {
        this.brokers = brokers;
        this.warn = warn;
    }

    /**
     * Notes what does not exist.
     *
     * @param missing makes a missing topic, from its name and the partitions of those that exist; null if
     *     none may be made
     */
    void exist(Collection<String> names, BiFunction<String, Map<String, Integer>, NewTopic> missing) {
        Map<String, Integer> partitions = brokers.partitions(names);
        for (String name : names) {
            if (!partitions.containsKey(name)) {
                if (missing == null) {
                    problems.add("topic " + name + " does not exist: create it, or pass --create-topics");
                } else {
                    brokers.create(missing.apply(name, partitions));
                    partitions = awaitTopic(name, names);
                }
            }
        }
    }

    /** Notes if a topic does not exist that only somebody else can make. */
    void exist(String name) {
        if (!brokers.partitions(List.of(name)).containsKey(name)) {
            problems.add("topic " + name + " does not exist");
        }
    }

    /** A new topic is known to every broker a moment after it was created. */
    private Map<String, Integer> awaitTopic(String name, Collection<String> names) {
        long start = System.nanoTime();
        Map<String, Integer> partitions = brokers.partitions(names);
        while (!partitions.containsKey(name) && System.nanoTime() - start < PROPAGATION.toNanos()) {
            LockSupport.parkNanos(RETRY.toNanos());
            partitions = brokers.partitions(names);
        }
        return partitions;
    }

    /** Notes if the brokers do not allow transactions that stay open so long. */
    void allowTransactions(Duration timeout) {
        long allowed = allowedTransactionMillis(timeout);
        if (timeout.toMillis() > allowed) {
            problems.add("the brokers allow transactions of "
                    + Duration.ofMillis(allowed).toSeconds() + " s and "
                    + "hotshard.kafka.transaction-timeout is " + timeout.toSeconds()
                    + " s: lower it, or raise the brokers' transaction.max.timeout.ms");
        }
    }

    /**
     * The settings of brokers are often for administrators only; a job that may not see them can still be
     * right.
     */
    private long allowedTransactionMillis(Duration timeout) {
        try {
            return brokers.maxTransactionTimeoutMillis();
        } catch (MissingPermissionException e) {
            warn.accept("not allowed to see the brokers' transaction.max.timeout.ms, which must be at least "
                    + timeout.toMillis());
            return Long.MAX_VALUE;
        }
    }

    /** Notes if the job may not do this with an existing topic. */
    void allow(AclOperation operation, String topic) {
        Permission right = Permission.onTopic(operation, topic);
        if (!brokers.allows(right)) {
            problems.add(right.refusal(brokers.servers()));
        }
    }

    /**
     * A topic whose broker must not reject a record for its timestamp, since that would stop the job for
     * ever.
     */
    TopicSettings written(String name) {
        allow(AclOperation.WRITE, name);
        TopicSettings topic = brokers.topic(name);
        if (!topic.setsTimestamps()) {
            if (topic.maxAheadMillis() < AHEAD_MILLIS) {
                problems.add("topic " + name + " rejects records that are " + topic.maxAheadMillis() + " ms ahead: "
                        + mend(name, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(AHEAD_MILLIS)));
            }
            if (topic.maxAgeMillis() < Long.MAX_VALUE) {
                problems.add("topic " + name + " rejects records older than " + topic.maxAgeMillis() + " ms: "
                        + mend(
                                name,
                                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                                Long.toString(Long.MAX_VALUE)));
            }
        }
        return topic;
    }

    /** The same of a topic of which every record counts. */
    TopicSettings keepsAll(String name) {
        TopicSettings topic = written(name);
        if (topic.isCompacted()) {
            problems.add("topic " + name + " is compacted, which would remove all but the last record of an id: "
                    + mend(name, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
        }
        return topic;
    }

    /**
     * Notes if the topic would delete what is about to be written, and warns if it may delete what is
     * written later, sooner than the input does. Records are written with the timestamps that they came
     * with.
     */
    void keepsAsLong(String name, TopicSettings topic, UnreadRecords input) {
        keepsAsMuch(name, topic, input);
        long kept = topic.retentionMillis();
        if (topic.setsTimestamps() || kept >= input.settings().retentionMillis()) {
            return;
        }
        String keeps = "topic " + name + " deletes records " + text(kept) + " after their own timestamps";
        String mend = mend(
                name, TopicConfig.RETENTION_MS_CONFIG, limit(input.settings().retentionMillis()));
        if (input.oldestMillis() < System.currentTimeMillis() - kept) {
            problems.add(keeps + ", and " + input.topic() + " has unread ones from "
                    + Instant.ofEpochMilli(input.oldestMillis()).truncatedTo(ChronoUnit.SECONDS)
                    + ", which would be lost: " + mend);
        } else {
            warn.accept(keeps + ", sooner than " + input.topic() + ", and would lose what is read later than that: "
                    + mend);
        }
    }

    private void keepsAsMuch(String name, TopicSettings topic, UnreadRecords input) {
        if (topic.retentionBytes() < input.settings().retentionBytes()) {
            warn.accept("topic " + name + " keeps " + topic.retentionBytes() + " bytes of a partition, less than "
                    + input.topic()
                    + ", and deletes more even if nobody has read it: "
                    + mend(
                            name,
                            TopicConfig.RETENTION_BYTES_CONFIG,
                            limit(input.settings().retentionBytes())));
        }
    }

    /** A limit as a topic's setting. */
    static String limit(long limit) {
        return limit == Long.MAX_VALUE ? "-1" : Long.toString(limit);
    }

    private static String text(long millis) {
        return TimeUtils.formatWithHighestUnit(Duration.ofMillis(millis));
    }

    /** The command that changes a topic's setting. */
    private String mend(String topic, String setting, String value) {
        return "kafka-configs.sh --bootstrap-server " + brokers.servers()
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting + "=" + value;
    }

    /** Notes if dead letters from {@code input} may not fit. */
    void takesDeadLetters(String name, TopicSettings topic, String inputName, TopicSettings input) {
        long needed = input.maxMessageBytes() + DEAD_LETTER_HEADERS;
        if (topic.maxMessageBytes() < needed) {
            problems.add("topic " + name + " takes records of " + topic.maxMessageBytes()
                    + " bytes, which is too little for dead letters from " + inputName + ": "
                    + mend(name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(needed)));
        }
    }

    /** Warns if large events from {@code input} will not fit. */
    void takesEvents(String name, TopicSettings topic, String inputName, TopicSettings input) {
        if (topic.maxMessageBytes() < input.maxMessageBytes()) {
            warn.accept("topic " + name + " takes smaller records than " + inputName + " (" + topic.maxMessageBytes()
                    + " and " + input.maxMessageBytes() + " bytes): larger events become dead letters");
        }
    }

    /** @throws TopicSetupException if anything was noted */
    void finish() {
        if (!problems.isEmpty()) {
            throw new TopicSetupException(problems);
        }
    }
}
