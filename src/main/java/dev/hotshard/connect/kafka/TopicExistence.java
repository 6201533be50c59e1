package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicKind;
import dev.hotshard.config.TopicRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.TopicDescription;

/** Finds missing topics, and creates them where that is allowed. */
final class TopicExistence {

    private static final Duration PROPAGATION = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(10);

    private final BrokerTopics brokerTopics;
    private final KafkaTopics topics;
    private final NewTopics created;

    TopicExistence(BrokerTopics brokerTopics, KafkaTopics topics) {
        this.brokerTopics = brokerTopics;
        this.topics = topics;
        created = new NewTopics(brokerTopics, topics.input());
    }

    /** Names the missing topics among those in {@code roles}, unless it creates them. */
    void check(List<TopicRole> roles, Findings findings) {
        Map<String, TopicDescription> found =
                brokerTopics.describe(roles.stream().map(topics::topic).toList());
        for (TopicRole role : roles) {
            String name = topics.topic(role);
            if (found.containsKey(name)) {
                continue;
            }
            if (role.kind().creation() == TopicKind.Creation.NEVER) {
                findings.problem("topic " + name + " does not exist");
            } else if (!topics.create()) {
                findings.problem("topic " + name + " does not exist: create it, or pass --create-topics");
            } else if (!findings.hasProblems()) {
                brokerTopics.create(created.of(role.kind(), name));
                awaitTopic(name);
            }
        }
    }

    /** Waits for a new topic to appear: brokers learn of it a moment after its creation. */
    private void awaitTopic(String name) {
        long start = System.nanoTime();
        while (!brokerTopics.describe(List.of(name)).containsKey(name)
                && System.nanoTime() - start < PROPAGATION.toNanos()) {
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }
}
