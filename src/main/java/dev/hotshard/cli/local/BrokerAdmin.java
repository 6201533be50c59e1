package dev.hotshard.cli.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The admin requests of {@link LocalBroker}. Each waits for its answer, up to 30 s; a refusal, or no
 * answer, is an {@link IOException}.
 */
final class BrokerAdmin implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Admin admin;

    BrokerAdmin(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Returns when the broker serves requests. */
    void awaitAnswer() throws IOException {
        try {
            answer(admin.describeCluster().nodes());
        } catch (ExecutionException e) {
            throw new IOException("it does not answer: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Creates a topic and returns when all its partitions have a leader. */
    void createTopic(String name, int partitions, Map<String, String> configs) throws IOException {
        try {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
            answer(admin.createTopics(List.of(topic)).all());
            awaitLeaders(name, partitions);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Cannot create topic " + name + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * Waits until the broker knows the topic, which it learns later than the controller: otherwise a job
     * that checks its topics at once could miss a new one.
     */
    private void awaitLeaders(String topic, int partitions) throws IOException, ExecutionException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (leaders(topic) < partitions) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "Topic " + topic + " has no leader for each partition after " + TIMEOUT.toSeconds() + " s");
            }
        }
    }

    private long leaders(String topic) throws IOException, ExecutionException {
        try {
            TopicDescription description = answer(
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
            return description.partitions().stream()
                    .filter(partition -> partition.leader() != null)
                    .count();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws IOException, ExecutionException {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the broker");
        } catch (TimeoutException e) {
            throw new IOException("No answer from the broker within " + TIMEOUT.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        // Nobody waits for the answers still pending.
        admin.close(Duration.ZERO);
    }
}
