package dev.hotshard.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** Looks at brokers and topics before a restore starts. */
public final class RestorePreflight {

    private final ClientSettings clients;
    private final RestoreTopics topics;
    private final Brokers brokers;
    private final TopicChecks checks;

    private RestorePreflight(ClientSettings clients, RestoreTopics topics, Brokers brokers, Consumer<String> warn) {
        this.clients = clients;
        this.topics = topics;
        this.brokers = brokers;
        checks = new TopicChecks(brokers, warn);
    }

    /**
     * Creates missing topics if told to, and checks all of them. Takes 15 s if no broker answers.
     *
     * @param warn told of what is legal but unwise
     * @return what the topics for restored events and for dead letters take
     * @throws BrokersUnreachableException if no broker answers
     * @throws WrongTopicsException if anything is not as the restore needs it
     */
    public static TopicFacts check(ClientSettings clients, RestoreTopics topics, Consumer<String> warn) {
        try (Brokers brokers = Brokers.connect(clients)) {
            return new RestorePreflight(clients, topics, brokers, warn).check();
        }
    }

    private TopicFacts check() {
        List<String> names = Stream.of(topics.from(), topics.to(), topics.left(), topics.deadLetters()).filter(Objects::nonNull).toList();
        checks.exist(topics.from());
        checks.finish();
        checks.exist(names, topics.create() ? this::missing : null);
        checks.finish();
        return facts();
    }

    private NewTopic missing(String name, Map<String, Integer> partitions) {
        return name.equals(topics.deadLetters())
                ? checks.deadLetters(name, topics.from())
                : checks.events(name, topics.from(), partitions.get(topics.from()));
    }

    private TopicFacts facts() {
        checks.allowTransactions(clients.transactionTimeout());
        TopicSettings from = brokers.topic(topics.from());
        TopicSettings to = checks.keepsAll(topics.to());
        checks.takesEvents(topics.to(), to, topics.from(), from);
        if (topics.left() != null) {
            checks.takesEvents(topics.left(), checks.keepsAll(topics.left()), topics.from(), from);
        }
        long deadLettersMaxBytes = TopicLimit.UNKNOWN;
        if (topics.deadLetters() != null) {
            TopicSettings deadLetters = checks.keepsAll(topics.deadLetters());
            checks.takesDeadLetters(topics.deadLetters(), deadLetters, topics.from(), from);
            deadLettersMaxBytes = deadLetters.maxRecordBytes();
        }
        checks.finish();
        return new TopicFacts(to.maxRecordBytes(), deadLettersMaxBytes);
    }
}
