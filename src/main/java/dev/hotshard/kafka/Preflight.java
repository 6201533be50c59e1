package dev.hotshard.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;

/** Looks at brokers and topics before the job starts. */
public final class Preflight {

    private final KafkaSettings settings;
    private final Brokers brokers;
    private final Consumer<String> warn;
    private final TopicChecks checks;

    private Preflight(KafkaSettings settings, Brokers brokers, Consumer<String> warn) {
        this.settings = settings;
        this.brokers = brokers;
        this.warn = warn;
        checks = new TopicChecks(brokers, warn);
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
        BiFunction<String, Map<String, Integer>, NewTopic> missing = settings.createTopics() ? this::missing : null;
        checks.exist(List.of(settings.inputTopic(), settings.outputTopic(), settings.hotIdsTopic(), settings.deadLettersTopic()), missing);
        if (settings.hintsTopic() != null) {
            checkHints(missing);
        }
        checks.finish();
        return facts();
    }

    /** Without hints the job is slower, and right: what it may not see of their topic cannot be a reason to refuse it. */
    private void checkHints(BiFunction<String, Map<String, Integer>, NewTopic> missing) {
        String topic = settings.hintsTopic();
        try {
            checks.exist(List.of(topic), missing);
            if (brokers.partitions(List.of(topic)).containsKey(topic)) {
                checks.written(topic);
            }
        } catch (AuthorizationException e) {
            warn.accept("not allowed to look at topic " + topic + ", so that hints of hot ids may not get through, which makes the job slower: "
                    + e.getMessage());
        }
    }

    private NewTopic missing(String name, Map<String, Integer> partitions) {
        if (name.equals(settings.outputTopic())) {
            return checks.events(name, settings.inputTopic(), partitions.get(settings.inputTopic()));
        }
        if (name.equals(settings.deadLettersTopic())) {
            return checks.deadLetters(name, settings.inputTopic());
        }
        boolean small = name.equals(settings.hotIdsTopic()) || name.equals(settings.hintsTopic());
        return new NewTopic(name, small ? Optional.of(1) : Optional.empty(), Optional.empty());
    }

    private TopicFacts facts() {
        checks.allowTransactions(settings.clients().transactionTimeout());
        TopicSettings input = brokers.topic(settings.inputTopic());
        TopicSettings output = checks.keepsAll(settings.outputTopic());
        TopicSettings deadLetters = checks.keepsAll(settings.deadLettersTopic());
        checks.keepsAll(settings.hotIdsTopic());
        checks.takesDeadLetters(settings.deadLettersTopic(), deadLetters, settings.inputTopic(), input);
        checks.takesEvents(settings.outputTopic(), output, settings.inputTopic(), input);
        checks.finish();
        return new TopicFacts(output.maxRecordBytes(), deadLetters.maxRecordBytes());
    }
}
