package dev.hotshard.kafka;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;

/** Looks at brokers and topics before the job starts. */
public final class Preflight {

    private final KafkaSettings settings;
    private final Brokers brokers;
    private final TopicChecks checks;

    private Preflight(KafkaSettings settings, Brokers brokers, Consumer<String> warn) {
        this.settings = settings;
        this.brokers = brokers;
        checks = new TopicChecks(brokers, warn);
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
            return checks.events(name, settings.inputTopic(), partitions.get(settings.inputTopic()));
        }
        if (name.equals(settings.deadLettersTopic())) {
            return checks.deadLetters(name, settings.inputTopic());
        }
        boolean small = name.equals(settings.hotIdsTopic()) || name.equals(settings.hintsTopic());
        return new NewTopic(name, small ? Optional.of(1) : Optional.empty(), Optional.empty());
    }

    private void checkSettings() {
        checks.allowTransactions(settings.clients().transactionTimeout());
        TopicSettings input = brokers.topic(settings.inputTopic());
        TopicSettings output = checks.keepsAll(settings.outputTopic());
        TopicSettings deadLetters = checks.keepsAll(settings.deadLettersTopic());
        checks.keepsAll(settings.hotIdsTopic());
        if (settings.hintsTopic() != null) {
            checks.written(settings.hintsTopic());
        }
        checks.takesDeadLetters(settings.deadLettersTopic(), deadLetters, settings.inputTopic(), input);
        checks.takesEvents(settings.outputTopic(), output, settings.inputTopic(), input);
        checks.finish();
    }
}
