package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Questions to the brokers. Each throws {@link BrokersUnreachableException} if none answers within 15 s,
 * and {@link TopicSetupException} if they refuse the client or do not allow it to ask.
 */
final class Brokers implements AutoCloseable {

    /**
     * Half of what a local command may take to fail; starting it on a busy machine takes some of the rest.
     */
    private static final int TIMEOUT_MILLIS = 15_000;

    private final ClientSettings settings;
    private final Admin admin;

    private Brokers(ClientSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    static Brokers connect(ClientSettings settings) {
        Properties properties = settings.client();
        int timeoutMillis = timeoutMillis(settings);
        properties.put("default.api.timeout.ms", timeoutMillis);
        properties.put("request.timeout.ms", timeoutMillis / 2);
        try {
            return new Brokers(settings, Admin.create(properties));
        } catch (KafkaException e) {
            throw new ConnectionFailure(settings).notMade(e);
        }
    }

    /** A client's own timeout holds where it is shorter. */
    private static int timeoutMillis(ClientSettings settings) {
        String own = settings.properties().get("default.api.timeout.ms");
        return own == null || !own.matches("\\d{1,9}")
                ? TIMEOUT_MILLIS
                : Math.min(TIMEOUT_MILLIS, Integer.parseInt(own));
    }

    /** The topics among {@code names} that exist, with their number of partitions. */
    Map<String, Integer> partitions(Collection<String> names) {
        Map<String, Integer> partitions = new HashMap<>();
        List<String> forbidden = new ArrayList<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                TopicDescription topic = unless(
                        UnknownTopicOrPartitionException.class,
                        description,
                        Permission.onTopic(AclOperation.DESCRIBE, name));
                if (topic != null) {
                    partitions.put(name, topic.partitions().size());
                }
            } catch (MissingPermissionException e) {
                forbidden.add(e.getMessage());
            }
        });
        if (!forbidden.isEmpty()) {
            throw new TopicSetupException(forbidden);
        }
        return partitions;
    }

    /**
     * Whether the client may do this with an existing topic; brokers older than 2.3 do not tell, and it
     * may.
     */
    boolean allows(Permission right) {
        Set<AclOperation> allowed = get(
                        admin.describeTopics(
                                        List.of(right.name()),
                                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                .topicNameValues()
                                .get(right.name()),
                        Permission.onTopic(AclOperation.DESCRIBE, right.name()))
                .authorizedOperations();
        return allowed == null || allowed.isEmpty() || allowed.contains(right.operation());
    }

    /** What tells this cluster from others. */
    String clusterId() {
        return get(admin.describeCluster().clusterId());
    }

    /** What the brokers were asked for by. */
    String servers() {
        return settings.bootstrapServers();
    }

    /** Where a group would read on, for the partitions of the topic that it has committed offsets of. */
    Map<Integer, Long> committedOffsets(String group, String topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        get(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        new Permission(AclOperation.DESCRIBE, ResourceType.GROUP, group))
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        offsets.put(partition.partition(), offset.offset());
                    }
                });
        return offsets;
    }

    /** Where the partitions of an existing topic begin. */
    Map<Integer, Long> beginOffsets(String topic) {
        return offsets(topic, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where the partitions of an existing topic end, with records of transactions that are open. */
    Map<Integer, Long> endOffsets(String topic) {
        return offsets(topic, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * Where the partitions of an existing topic end for readers of what is committed: at the first
     * transaction that is open.
     */
    Map<Integer, Long> committedEnds(String topic) {
        return offsets(topic, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions(List.of(topic)).getOrDefault(topic, 0); partition++) {
            asked.put(new TopicPartition(topic, partition), spec);
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        get(
                        admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                                .all(),
                        Permission.onTopic(AclOperation.DESCRIBE, topic))
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    /**
     * Transactions that are open in partitions, each with its transactional id and begin; none where that
     * may not be asked.
     */
    List<String> openTransactions(String topic, Collection<Integer> partitions) {
        try {
            Set<Long> producers = new HashSet<>();
            get(admin.describeProducers(partitions.stream()
                                    .map(partition -> new TopicPartition(topic, partition))
                                    .toList())
                            .all())
                    .values()
                    .forEach(states -> states.activeProducers().stream()
                            .filter(producer ->
                                    producer.currentTransactionStartOffset().isPresent())
                            .forEach(producer -> producers.add(producer.producerId())));
            List<String> ids = producers.isEmpty()
                    ? List.of()
                    : get(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                                    .all())
                            .stream()
                            .map(TransactionListing::transactionalId)
                            .toList();
            return get(admin.describeTransactions(ids).all()).entrySet().stream()
                    .map(open -> open.getKey()
                            + (open.getValue().transactionStartTimeMs().isEmpty()
                                    ? ""
                                    : " since "
                                            + Instant.ofEpochMilli(open.getValue()
                                                            .transactionStartTimeMs()
                                                            .getAsLong())
                                                    .truncatedTo(ChronoUnit.SECONDS)))
                    .sorted()
                    .toList();
        } catch (KafkaException | BrokersUnreachableException e) {
            // Old brokers cannot be asked, and not everybody may ask.
            return List.of();
        }
    }

    /** The settings of an existing topic. */
    TopicSettings topic(String name) {
        return new TopicSettings(config(new ConfigResource(ConfigResource.Type.TOPIC, name)));
    }

    /** The least {@code transaction.max.timeout.ms} of all brokers. */
    long maxTransactionTimeoutMillis() {
        List<Long> limits = new ArrayList<>();
        get(admin.describeCluster().nodes())
                .forEach(node -> limits.add(
                        Long.parseLong(config(new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                                .get("transaction.max.timeout.ms")
                                .value())));
        return limits.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /**
     * The transactional ids that {@code wanted} accepts and this principal may see, with the states of
     * their transactions.
     */
    Map<String, TransactionState> transactions(Predicate<String> wanted) {
        Map<String, TransactionState> states = new HashMap<>();
        get(admin.listTransactions().all()).stream()
                .filter(listing -> wanted.test(listing.transactionalId()))
                .forEach(listing -> states.put(listing.transactionalId(), listing.state()));
        return states;
    }

    /** Transactions by their ids. */
    Map<String, TransactionDescription> describe(Collection<String> transactionalIds) {
        return transactionalIds.isEmpty()
                ? Map.of()
                : get(admin.describeTransactions(transactionalIds).all());
    }

    /**
     * The ids of the topics among {@code names} that exist: a topic that is deleted and created again has
     * another one.
     */
    Map<String, String> topicIds(Collection<String> names) {
        Map<String, String> ids = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            TopicDescription topic = unless(
                    UnknownTopicOrPartitionException.class,
                    description,
                    Permission.onTopic(AclOperation.DESCRIBE, name));
            if (topic != null) {
                ids.put(name, topic.topicId().toString());
            }
        });
        return ids;
    }

    /** Creates a topic; one that somebody else creates first is as good. */
    void create(NewTopic topic) {
        unless(
                TopicExistsException.class,
                admin.createTopics(List.of(topic)).all(),
                Permission.onTopic(AclOperation.CREATE, topic.name()));
    }

    /** The settings that a topic would have if it were created. */
    TopicSettings wouldBe(NewTopic topic) {
        return new TopicSettings(get(
                admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                        .config(topic.name()),
                Permission.onTopic(AclOperation.DESCRIBE_CONFIGS, topic.name())));
    }

    private Config config(ConfigResource resource) {
        ResourceType type = resource.type() == ConfigResource.Type.TOPIC ? ResourceType.TOPIC : ResourceType.CLUSTER;
        return get(
                admin.describeConfigs(List.of(resource)).values().get(resource),
                new Permission(AclOperation.DESCRIBE_CONFIGS, type, resource.name()));
    }

    private <T> T get(KafkaFuture<T> future) {
        return get(future, null);
    }

    private <T> T get(KafkaFuture<T> future, Permission right) {
        return unless(null, future, right);
    }

    /**
     * The answer, or null if it is the exception expected.
     *
     * @param right that the question takes, or null if it takes none
     */
    private <T> T unless(Class<? extends Exception> expected, KafkaFuture<T> future, Permission right) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (expected != null && expected.isInstance(e.getCause())) {
                return null;
            }
            if (e.getCause() instanceof TimeoutException timeout) {
                throw new ConnectionFailure(settings).silent(timeoutMillis(settings) / 1000, timeout);
            }
            if (e.getCause() instanceof AuthorizationException && right != null) {
                throw new MissingPermissionException(right, servers());
            }
            if (e.getCause() instanceof AuthenticationException refused) {
                throw new ConnectionFailure(settings).refused(refused);
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
