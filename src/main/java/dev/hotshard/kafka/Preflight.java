package dev.hotshard.kafka;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/** Looks at brokers and topics before the job starts. */
public final class Preflight {

    private final KafkaSettings settings;
    private final Brokers brokers;
    private final TopicChecks checks;
    private final NewTopics created;

    private Preflight(KafkaSettings settings, Brokers brokers, Consumer<String> warn) {
        this.settings = settings;
        this.brokers = brokers;
        checks = new TopicChecks(brokers, warn);
        created = new NewTopics(brokers, settings.inputTopic());
    }

    /**
     * Creates missing topics if told to, and checks all of them. Takes 15 s if no broker answers.
     *
     * @param warn told of what is legal but unwise
     * @throws BrokersUnreachableException if no broker answers
     * @throws WrongTopicsException if anything is not as the job needs it
     */
    public static void check(KafkaSettings settings, Consumer<String> warn) {
        try (Brokers brokers = Brokers.connect(settings.clients())) {
            new Preflight(settings, brokers, warn).check();
        }
    }

    private void check() {
        Set<String> names = new LinkedHashSet<>(List.of(settings.inputTopic(), settings.outputTopic(), settings.hotIdsTopic()));
        if (settings.hintsTopic() != null) {
            names.add(settings.hintsTopic());
        }
        names.add(settings.deadLettersTopic());
        checks.exist(names, settings.createTopics() ? this::missing : null);
        checks.finish();
        checkSettings();
    }

    private NewTopic missing(String name, Map<String, Integer> partitions) {
        if (name.equals(settings.outputTopic())) {
            return created.events(name, partitions.get(settings.inputTopic()));
        }
        if (name.equals(settings.deadLettersTopic())) {
            return created.deadLetters(name);
        }
        if (name.equals(settings.hotIdsTopic())) {
            return created.hotIds(name);
        }
        return name.equals(settings.hintsTopic()) ? created.hints(name) : new NewTopic(name, Optional.empty(), Optional.empty());
    }

    private void checkSettings() {
        checks.allowTransactions(settings.clients().transactionTimeout());
        checks.allow(AclOperation.READ, settings.inputTopic());
        checks.finish();
        UnreadRecords unread = new UnreadRecords(brokers, settings.clients(), settings.inputTopic(), settings.groupId());
        TopicSettings input = unread.settings();
        TopicSettings output = checks.keepsAll(settings.outputTopic());
        TopicSettings deadLetters = checks.keepsAll(settings.deadLettersTopic());
        checks.keepsAll(settings.hotIdsTopic());
        if (settings.hintsTopic() != null) {
            checks.written(settings.hintsTopic());
        }
        checks.keepsAsLong(settings.outputTopic(), output, unread);
        checks.keepsAsLong(settings.deadLettersTopic(), deadLetters, unread);
        checks.takesDeadLetters(settings.deadLettersTopic(), deadLetters, settings.inputTopic(), input);
        checks.takesEvents(settings.outputTopic(), output, settings.inputTopic(), input);
        checks.finish();
    }
}
