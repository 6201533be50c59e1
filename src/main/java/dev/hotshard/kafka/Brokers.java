package dev.hotshard.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Questions to the brokers. Each throws {@link BrokersUnreachableException} if none answers within 15 s. */
final class Brokers implements AutoCloseable {

    /** Half of what a local command may take to fail; starting it on a busy machine takes some of the rest. */
    private static final int TIMEOUT_MILLIS = 15_000;

    private final String servers;
    private final Admin admin;

    private Brokers(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    static Brokers connect(ClientSettings settings) {
        Properties properties = settings.client();
        properties.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        properties.put("request.timeout.ms", TIMEOUT_MILLIS / 2);
        try {
            return new Brokers(settings.bootstrapServers(), Admin.create(properties));
        } catch (KafkaException e) {
            // The client's own message says no more than that it could not be made.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BrokersUnreachableException(settings.bootstrapServers(), ": " + cause.getMessage(), cause);
        }
    }

    /** The topics among {@code names} that exist, with their number of partitions. */
    Map<String, Integer> partitions(Collection<String> names) {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            TopicDescription topic = unless(UnknownTopicOrPartitionException.class, description);
            if (topic != null) {
                partitions.put(name, topic.partitions().size());
            }
        });
        return partitions;
    }

    /** What tells this cluster from others. */
    String clusterId() {
        return get(admin.describeCluster().clusterId());
    }

    /** Where the partitions of an existing topic begin. */
    Map<Integer, Long> beginOffsets(String topic) {
        return offsets(topic, OffsetSpec.earliest());
    }

    /** Where the partitions of an existing topic end for readers of what is committed. */
    Map<Integer, Long> endOffsets(String topic) {
        return offsets(topic, OffsetSpec.latest());
    }

    /** Where the partitions of an existing topic end, open transactions included. */
    Map<Integer, Long> highWatermarks(String topic) {
        return offsets(topic, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offsets that a group has committed for partitions of a topic, if any. */
    Map<Integer, Long> committedOffsets(String group, String topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).forEach((partition, committed) -> {
            if (committed != null && partition.topic().equals(topic)) {
                offsets.put(partition.partition(), committed.offset());
            }
        });
        return offsets;
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec spec) {
        return offsets(topic, spec, IsolationLevel.READ_COMMITTED);
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions(List.of(topic)).getOrDefault(topic, 0); partition++) {
            asked.put(new TopicPartition(topic, partition), spec);
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        get(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    /** The settings of an existing topic. */
    TopicSettings topic(String name) {
        return new TopicSettings(config(new ConfigResource(ConfigResource.Type.TOPIC, name)));
    }

    /** The least {@code transaction.max.timeout.ms} of all brokers. */
    long maxTransactionTimeoutMillis() {
        List<Long> limits = new ArrayList<>();
        get(admin.describeCluster().nodes()).forEach(node -> limits.add(Long.parseLong(
                config(new ConfigResource(ConfigResource.Type.BROKER, node.idString())).get("transaction.max.timeout.ms").value())));
        return limits.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** Creates a topic; one that somebody else creates first is as good. */
    void create(NewTopic topic) {
        unless(TopicExistsException.class, admin.createTopics(List.of(topic)).all());
    }

    private Config config(ConfigResource resource) {
        return get(admin.describeConfigs(List.of(resource)).values().get(resource));
    }

    private <T> T get(KafkaFuture<T> future) {
        return unless(null, future);
    }

    /** The answer, or null if it is the exception expected. */
    private <T> T unless(Class<? extends Exception> expected, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (expected != null && expected.isInstance(e.getCause())) {
                return null;
            }
            if (e.getCause() instanceof TimeoutException) {
                throw new BrokersUnreachableException(servers, " within " + TIMEOUT_MILLIS / 1000 + " s", e.getCause());
            }
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for a broker", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
