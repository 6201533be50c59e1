package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicKind;
import dev.hotshard.config.TopicRole;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks brokers and topics before a job starts, against what {@link TopicRole} and {@link TopicKind}
 * require of the roles in use.
 */
public final class Preflight {

    private final ClientSettings clients;
    private final KafkaTopics topics;
    private final String group;
    private final Brokers brokers;
    private final Consumer<String> warn;
    private final Findings findings;
    private final TopicExistence existence;

    private Preflight(
            ClientSettings clients, KafkaTopics topics, String group, Brokers brokers, Consumer<String> warn) {
        this.clients = clients;
        this.topics = topics;
        this.group = group;
        this.brokers = brokers;
        this.warn = warn;
        findings = new Findings(brokers.servers(), warn);
        existence = new TopicExistence(brokers.topics(), topics);
    }

    /**
     * Creates missing topics if the settings allow it, and checks all topics. Blocks for 15 s if no broker
     * answers.
     *
     * @param warn receives warnings about settings that work but are unwise
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException naming every problem
     */
    public static void check(KafkaSettings settings, Consumer<String> warn) {
        check(settings.clients(), settings.topics(), settings.groupId(), warn);
    }

    /**
     * Does the same for a job that reads its input from the beginning, under no consumer group.
     *
     * @see #check(KafkaSettings, Consumer)
     */
    public static void check(ClientSettings clients, KafkaTopics topics, Consumer<String> warn) {
        check(clients, topics, null, warn);
    }

    private static void check(ClientSettings clients, KafkaTopics topics, String group, Consumer<String> warn) {
        try (Brokers brokers = Brokers.connect(clients)) {
            new Preflight(clients, topics, group, brokers, warn).check();
        }
    }

    private void check() {
        List<TopicRole> needed = topics.roles(kind -> !kind.isAdvisory());
        List<TopicRole> written = topics.roles(kind -> kind.isWritten() && !kind.isAdvisory());
        existence.check(needed, findings);
        topics.roles(TopicKind::isAdvisory).forEach(this::checkAdvisory);
        findings.finish();
        TopicChecks checks = new TopicChecks(brokers, findings);
        if (!written.isEmpty()) {
            checks.checkTransactionTimeout(clients.transactionTimeout());
        }
        needed.forEach(role -> checks.checkPermissions(role, topics.topic(role)));
        findings.finish();
        if (!written.isEmpty()) {
            checkSettings(checks, written);
        }
        findings.finish();
    }

    /** Turns problems with a topic that the job can do without into a warning. */
    private void checkAdvisory(TopicRole role) {
        String topic = topics.topic(role);
        Findings own = new Findings(brokers.servers(), warn);
        TopicChecks checks = new TopicChecks(brokers, own);
        try {
            existence.check(List.of(role), own);
            own.finish();
            checks.checkPermissions(role, topic);
            own.finish();
            checks.checkTimestamps(topic, brokers.topics().settings(topic));
            own.finish();
        } catch (TopicSetupException e) {
            warn.accept("hints of hot ids may not get through topic " + topic + ", which makes the job slower: "
                    + e.getMessage());
        }
    }

    private void checkSettings(TopicChecks checks, List<TopicRole> written) {
        UnreadRecords unread = new UnreadRecords(brokers, clients, topics.input(), group);
        RetentionChecks retention = new RetentionChecks(findings, unread);
        for (TopicRole role : written) {
            TopicKind kind = role.kind();
            String name = topics.topic(role);
            TopicSettings topic = brokers.topics().settings(name);
            checks.checkTimestamps(name, topic);
            if (kind.retention() != TopicKind.Retention.ANY) {
                checks.checkCompaction(name, topic);
            }
            if (kind.retention() == TopicKind.Retention.AS_INPUT) {
                retention.check(name, topic);
            }
            checks.checkRecordSize(kind.size(), name, topic, unread);
        }
    }
}
