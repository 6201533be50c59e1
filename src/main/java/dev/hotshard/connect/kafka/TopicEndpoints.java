package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.flink.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Topics with what the brokers tell them by: their ids, which a topic that is deleted and created again
 * does not keep, and the cluster's.
 *
 * @param read names by the option that names each
 * @param written names by the option that names each
 */
public record TopicEndpoints(ClientSettings clients, Map<String, String> read, Map<String, String> written)
        implements Endpoints.Lookup {

    /**
     * Asks the brokers. Takes 15 s if none answers.
     *
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException if a topic does not exist
     */
    @Override
    public Endpoints now() {
        try (Brokers brokers = Brokers.connect(clients)) {
            String cluster = brokers.clusterId();
            Map<String, String> ids =
                    brokers.topicIds(new TreeSet<>(Stream.concat(read.values().stream(), written.values().stream())
                            .toList()));
            return new Endpoints(described(read, ids, cluster), described(written, ids, cluster));
        }
    }

    private static Map<String, String> described(Map<String, String> topics, Map<String, String> ids, String cluster) {
        Map<String, String> described = new TreeMap<>();
        topics.forEach((option, name) -> {
            if (!ids.containsKey(name)) {
                throw new TopicSetupException(List.of("topic " + name + " does not exist"));
            }
            described.put(option, name + " (topic id " + ids.get(name) + ", cluster " + cluster + ")");
        });
        return described;
    }
}
