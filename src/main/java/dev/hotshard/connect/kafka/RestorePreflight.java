package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.RestoreTopics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/** Looks at brokers and topics before a restore starts. */
public final class RestorePreflight {

    private final ClientSettings clients;
    private final RestoreTopics topics;
    private final Brokers brokers;
    private final TopicChecks checks;
    private final NewTopics created;

    private RestorePreflight(ClientSettings clients, RestoreTopics topics, Brokers brokers, Consumer<String> warn) {
        this.clients = clients;
        this.topics = topics;
        this.brokers = brokers;
        checks = new TopicChecks(brokers, warn);
        created = new NewTopics(brokers, topics.from());
    }

    /**
     * Creates missing topics if told to, and checks all of them. Takes 15 s if no broker answers.
     *
     * @param warn told of what is legal but unwise
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException if anything is not as the restore needs it
     */
    public static void check(ClientSettings clients, RestoreTopics topics, Consumer<String> warn) {
        try (Brokers brokers = Brokers.connect(clients)) {
            new RestorePreflight(clients, topics, brokers, warn).check();
        }
    }

    private void check() {
        List<String> names = Stream.of(topics.from(), topics.to(), topics.left(), topics.deadLetters())
                .filter(Objects::nonNull)
                .toList();
        checks.exist(topics.from());
        checks.finish();
        checks.exist(names, topics.create() ? this::missing : null);
        checks.finish();
        checkSettings();
    }

    private NewTopic missing(String name, Map<String, Integer> partitions) {
        return name.equals(topics.deadLetters())
                ? created.deadLetters(name)
                : created.events(name, partitions.get(topics.from()));
    }

    private void checkSettings() {
        checks.allowTransactions(clients.transactionTimeout());
        checks.allow(AclOperation.READ, topics.from());
        checks.finish();
        UnreadRecords unread = new UnreadRecords(brokers, clients, topics.from(), null);
        TopicSettings from = unread.settings();
        TopicSettings to = checks.keepsAll(topics.to());
        checks.takesEvents(topics.to(), to, topics.from(), from);
        checks.keepsAsLong(topics.to(), to, unread);
        if (topics.left() != null) {
            TopicSettings left = checks.keepsAll(topics.left());
            checks.takesEvents(topics.left(), left, topics.from(), from);
            checks.keepsAsLong(topics.left(), left, unread);
        }
        if (topics.deadLetters() != null) {
            TopicSettings deadLetters = checks.keepsAll(topics.deadLetters());
            checks.takesDeadLetters(topics.deadLetters(), deadLetters, topics.from(), from);
            checks.keepsAsLong(topics.deadLetters(), deadLetters, unread);
        }
        checks.finish();
    }
}
