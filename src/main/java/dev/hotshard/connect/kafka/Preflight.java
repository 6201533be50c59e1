package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/** Looks at brokers and topics before the job starts. */
public final class Preflight {

    private final KafkaSettings settings;
    private final Brokers brokers;
    private final Consumer<String> warn;
    private final TopicChecks checks;
    private final NewTopics created;

    private Preflight(KafkaSettings settings, Brokers brokers, Consumer<String> warn) {
        this.settings = settings;
        this.brokers = brokers;
        this.warn = warn;
        checks = new TopicChecks(brokers, warn);
        created = new NewTopics(brokers, settings.inputTopic());
    }

    /**
     * Creates missing topics if told to, and checks all of them. Takes 15 s if no broker answers.
     *
     * @param warn told of what is legal but unwise
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException if anything is not as the job needs it
     */
    public static void check(KafkaSettings settings, Consumer<String> warn) {
        try (Brokers brokers = Brokers.connect(settings.clients())) {
            new Preflight(settings, brokers, warn).check();
        }
    }

    private void check() {
        BiFunction<String, Map<String, Integer>, NewTopic> missing = settings.createTopics() ? this::missing : null;
        checks.exist(
                List.of(
                        settings.inputTopic(),
                        settings.outputTopic(),
                        settings.hotIdsTopic(),
                        settings.deadLettersTopic()),
                missing);
        if (settings.hintsTopic() != null) {
            checkHints(missing);
        }
        checks.finish();
        checkSettings();
    }

    /**
     * Without hints the job is slower, and right: what is wrong with their topic is no reason to refuse the
     * job.
     */
    private void checkHints(BiFunction<String, Map<String, Integer>, NewTopic> missing) {
        String topic = settings.hintsTopic();
        try {
            TopicChecks soft = new TopicChecks(brokers, warn);
            soft.exist(List.of(topic), missing);
            soft.finish();
            soft.allow(AclOperation.READ, topic);
            soft.written(topic);
            soft.finish();
        } catch (TopicSetupException e) {
            warn.accept("hints of hot ids may not get through topic " + topic + ", which makes the job slower: "
                    + e.getMessage());
        }
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
        return name.equals(settings.hintsTopic())
                ? created.hints(name)
                : new NewTopic(name, Optional.empty(), Optional.empty());
    }

    private void checkSettings() {
        checks.allowTransactions(settings.clients().transactionTimeout());
        checks.allow(AclOperation.READ, settings.inputTopic());
        checks.finish();
        UnreadRecords unread =
                new UnreadRecords(brokers, settings.clients(), settings.inputTopic(), settings.groupId());
        TopicSettings input = unread.settings();
        TopicSettings output = checks.keepsAll(settings.outputTopic());
        TopicSettings deadLetters = checks.keepsAll(settings.deadLettersTopic());
        checks.keepsAll(settings.hotIdsTopic());
        checks.keepsAsLong(settings.outputTopic(), output, unread);
        checks.keepsAsLong(settings.deadLettersTopic(), deadLetters, unread);
        checks.takesDeadLetters(settings.deadLettersTopic(), deadLetters, settings.inputTopic(), input);
        checks.takesEvents(settings.outputTopic(), output, settings.inputTopic(), input);
        checks.finish();
    }
}
