package dev.hotshard.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** Looks at brokers and topics before the job starts, for what would stop it later or lose events. */
public final class Preflight {

    /** What a dead letter's headers add at most, with room to spare. */
    private static final long DEAD_LETTER_HEADERS = 1024;
    /** How much more a dead-letter topic that is created here takes than the input topic. */
    private static final long DEAD_LETTER_ROOM = 65_536;
    /** Records are written with timestamps of up to a minute ahead of our clock; brokers' clocks differ. */
    private static final long AHEAD_MILLIS = 120_000;

    private final KafkaSettings settings;
    private final Brokers brokers;
    private final Consumer<String> warn;
    private final List<String> problems = new ArrayList<>();

    private Preflight(KafkaSettings settings, Brokers brokers, Consumer<String> warn) {
        this.settings = settings;
        this.brokers = brokers;
        this.warn = warn;
    }

    /**
     * Creates missing topics if told to, and checks all of them. Takes 15 s if no broker answers.
     *
     * @param warn told of what is legal but unwise
     * @throws BrokersUnreachableException if no broker answers
     * @throws WrongTopicsException if anything is not as the job needs it
     */
    public static TopicFacts check(KafkaSettings settings, Consumer<String> warn) {
        try (Brokers brokers = Brokers.connect(settings.clients())) {
            return new Preflight(settings, brokers, warn).check();
        }
    }

    private TopicFacts check() {
        Set<String> names = new LinkedHashSet<>(List.of(settings.inputTopic(), settings.outputTopic(), settings.hotIdsTopic()));
        if (settings.hintsTopic() != null) {
            names.add(settings.hintsTopic());
        }
        names.add(settings.deadLettersTopic());
        Map<String, Integer> partitions = brokers.partitions(names);
        for (String name : names) {
            if (!partitions.containsKey(name)) {
                if (settings.createTopics()) {
                    brokers.create(missing(name, partitions));
                    partitions = awaitTopic(name, names);
                } else {
                    problems.add("topic " + name + " does not exist: create it, or pass --create-topics");
                }
            }
        }
        finish();
        return facts();
    }

    /** A new topic is known to every broker a moment after it was created. */
    private Map<String, Integer> awaitTopic(String name, Set<String> names) {
        Map<String, Integer> partitions = brokers.partitions(names);
        for (int tries = 0; tries < 100 && !partitions.containsKey(name); tries++) {
            partitions = brokers.partitions(names);
        }
        return partitions;
    }

    private NewTopic missing(String name, Map<String, Integer> partitions) {
        if (name.equals(settings.outputTopic())) {
            return sized(name, partitions.get(settings.inputTopic()), 0);
        }
        if (name.equals(settings.deadLettersTopic())) {
            return sized(name, 1, DEAD_LETTER_ROOM);
        }
        boolean small = name.equals(settings.hotIdsTopic()) || name.equals(settings.hintsTopic());
        return new NewTopic(name, small ? Optional.of(1) : Optional.empty(), Optional.empty());
    }

    /** A new topic that takes as much as the input topic, and {@code room} bytes more. */
    private NewTopic sized(String name, int partitions, long room) {
        long max = brokers.topic(settings.inputTopic()).maxMessageBytes() + room;
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(max)));
    }

    private TopicFacts facts() {
        long transaction = settings.clients().transactionTimeout().toMillis();
        long allowed = allowedTransactionMillis();
        if (transaction > allowed) {
            problems.add("the brokers allow transactions of " + Duration.ofMillis(allowed).toSeconds() + " s and "
                    + "hotshard.kafka.transaction-timeout is " + Duration.ofMillis(transaction).toSeconds()
                    + " s: lower it, or raise the brokers' transaction.max.timeout.ms");
        }
        TopicSettings input = brokers.topic(settings.inputTopic());
        TopicSettings output = written(settings.outputTopic());
        TopicSettings deadLetters = written(settings.deadLettersTopic());
        TopicSettings hotIds = written(settings.hotIdsTopic());
        if (settings.hintsTopic() != null) {
            written(settings.hintsTopic());
        }
        rejectCompacted(settings.outputTopic(), output);
        rejectCompacted(settings.hotIdsTopic(), hotIds);
        rejectCompacted(settings.deadLettersTopic(), deadLetters);
        long needed = input.maxMessageBytes() + DEAD_LETTER_HEADERS;
        if (deadLetters.maxMessageBytes() < needed) {
            problems.add("topic " + settings.deadLettersTopic() + " takes records of " + deadLetters.maxMessageBytes()
                    + " bytes, which is too little for dead letters from " + settings.inputTopic()
                    + ": set its max.message.bytes to at least " + needed);
        }
        if (output.maxMessageBytes() < input.maxMessageBytes()) {
            warn.accept("topic " + settings.outputTopic() + " takes smaller records than " + settings.inputTopic() + " ("
                    + output.maxMessageBytes() + " and " + input.maxMessageBytes() + " bytes): larger events become dead letters");
        }
        finish();
        return new TopicFacts(output.maxRecordBytes(), deadLetters.maxRecordBytes());
    }

    /** The settings of brokers are often for administrators only; a job that may not see them can still be right. */
    private long allowedTransactionMillis() {
        try {
            return brokers.maxTransactionTimeoutMillis();
        } catch (AuthorizationException e) {
            warn.accept("not allowed to see the brokers' transaction.max.timeout.ms, which must be at least "
                    + settings.clients().transactionTimeout().toMillis());
            return Long.MAX_VALUE;
        }
    }

    /** A topic whose broker must not reject a record for its timestamp, since that would stop the job for ever. */
    private TopicSettings written(String name) {
        TopicSettings topic = brokers.topic(name);
        if (!topic.setsTimestamps()) {
            if (topic.maxAheadMillis() < AHEAD_MILLIS) {
                problems.add("topic " + name + " rejects records that are " + topic.maxAheadMillis()
                        + " ms ahead: set its message.timestamp.after.max.ms to at least " + AHEAD_MILLIS);
            }
            if (topic.maxAgeMillis() < Long.MAX_VALUE) {
                problems.add("topic " + name + " rejects records older than " + topic.maxAgeMillis()
                        + " ms: remove its message.timestamp.before.max.ms, or set message.timestamp.type=LogAppendTime");
            }
        }
        return topic;
    }

    private void rejectCompacted(String name, TopicSettings topic) {
        if (topic.isCompacted()) {
            problems.add("topic " + name + " is compacted, which would remove all but the last record of an id: "
                    + "set its cleanup.policy to delete");
        }
    }

    private void finish() {
        if (!problems.isEmpty()) {
            throw new WrongTopicsException(problems);
        }
    }
}
