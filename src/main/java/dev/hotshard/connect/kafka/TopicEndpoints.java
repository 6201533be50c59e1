package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import dev.hotshard.flink.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Looks up the topics that a job's state belongs to, with the ids of topics and cluster, which distinguish
 * them from others of the same name. Leaves out advisory topics.
 *
 * @param topics by role; {@link TopicRole#label} names each in the state
 */
record TopicEndpoints(ClientSettings clients, KafkaTopics topics) implements Endpoints.Lookup {

    /**
     * Asks the brokers. Blocks for 15 s if none answers.
     *
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException if a topic does not exist
     */
    @Override
    public Endpoints now() {
        Map<String, String> read = topics.labelled(kind -> kind.isRead() && !kind.isAdvisory());
        Map<String, String> written = topics.labelled(kind -> kind.isWritten() && !kind.isAdvisory());
        try (Brokers brokers = Brokers.connect(clients)) {
            String cluster = brokers.clusterId();
            Map<String, TopicDescription> found = brokers.topics()
                    .describe(topics.roles(kind -> !kind.isAdvisory()).stream()
                            .map(topics::topic)
                            .toList());
            return new Endpoints(described(read, found, cluster), described(written, found, cluster));
        }
    }

    private static Map<String, String> described(
            Map<String, String> topics, Map<String, TopicDescription> found, String cluster) {
        Map<String, String> described = new TreeMap<>();
        topics.forEach((label, name) -> {
            if (!found.containsKey(name)) {
                throw new TopicSetupException(List.of("topic " + name + " does not exist"));
            }
            described.put(label, name + " (topic id " + found.get(name).topicId() + ", cluster " + cluster + ")");
        });
        return described;
    }
}
