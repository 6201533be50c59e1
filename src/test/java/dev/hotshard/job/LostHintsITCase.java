package dev.hotshard.job;

import static org.awaitility.Awaitility.await;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Metrics;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.LocalJob;
import dev.hotshard.testkit.kafka.Reconciliation;
import dev.hotshard.testkit.kafka.WritePermission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The hints topic of a running job disappears and comes back. The job would end at its first failure, and
 * each event has exactly one outcome.
 */
class LostHintsITCase {

    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final int THRESHOLD = 10;
    private static final int BATCH = 20;

    private final InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    private final List<SourceRecord> sent = new ArrayList<>();
    private final JobTopics topics = JobTopics.of("job");

    @RegisterExtension
    private final BrokerExtension broker = new BrokerExtension(WritePermission.BROKER);

    private Admin admin;
    private KafkaProducer<byte[], byte[]> producer;
    private JobOutputs outputs;
    private LocalJob job;

    @BeforeEach
    void startJob() throws Exception {
        broker.createJobTopics("job", 2);
        admin = broker.admin();
        producer = broker.producer(Map.of());
        outputs = JobOutputs.read(broker.bootstrapServers(), topics);
        Map<String, String> options = new HashMap<>(topics.options(broker.bootstrapServers()));
        options.put("hotshard.threshold", Integer.toString(THRESHOLD));
        options.putAll(reporter.addToConfiguration(new Configuration()).toMap());
        job = LocalJob.start(broker.folder(), options);
    }

    @AfterEach
    void stopAll() throws Exception {
        try {
            stopJob();
        } finally {
            outputs.close();
            producer.close(Duration.ZERO);
            admin.close(Duration.ZERO);
        }
    }

    private void stopJob() throws Exception {
        if (job != null) {
            LocalJob running = job;
            job = null;
            running.stop();
        }
    }

    @Test
    void shouldOnlySlowDownWhileTheTopicIsDeleted() throws Exception {
        awaitGateRewrites("before");

        admin.deleteTopics(List.of(topics.hints())).all().get();
        assertBlind();
        broker.createTopic(topics.hints(), 1, Map.of());
        awaitGateRewrites("after");

        assertExact();
    }

    @Test
    @Tag("thorough")
    void shouldOnlySlowDownWhileTheTopicIsForbidden() throws Exception {
        awaitGateRewrites("before");

        AclBinding denied = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topics.hints(), PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.ALL, AclPermissionType.DENY));
        admin.createAcls(List.of(denied)).all().get();
        assertBlind();
        admin.deleteAcls(List.of(denied.toFilter())).all().get();
        awaitGateRewrites("after");

        assertExact();
    }

    private void assertBlind() throws Exception {
        long unsent = sum(Metrics.HINTS_UNSENT);
        long unreadable = sum(Metrics.HINTS_UNREADABLE);
        send("blind", BATCH);
        await("metrics of lost hints")
                .atMost(BOUND)
                .until(() -> sum(Metrics.HINTS_UNSENT) > unsent && sum(Metrics.HINTS_UNREADABLE) > unreadable);
        await("growing lag")
                .atMost(BOUND)
                .until(() -> values(Metrics.HINTS_LAG_SECONDS).allMatch(lag -> lag.doubleValue() > 12));
        send("blind", BATCH);
    }

    /** Makes ids hot until the gate rewrites events of one. */
    private void awaitGateRewrites(String when) throws Exception {
        int[] id = {0};
        long before = sum(Metrics.GATE_REWRITTEN);
        await("events that the gate rewrites " + when).atMost(BOUND).until(() -> {
            send(when + " " + id[0], BATCH);
            send(when + " " + id[0]++, BATCH);
            return sum(Metrics.GATE_REWRITTEN) > before;
        });
    }

    /** Sends events of an id and waits until they have come out. */
    private void send(String id, int count) throws Exception {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(Events.value(id)
                    .replace("Signed up", "event " + (sent.size() + i))
                    .getBytes(StandardCharsets.UTF_8));
            written.add(producer.send(new ProducerRecord<>(topics.input(), values.get(i))));
        }
        for (int i = 0; i < count; i++) {
            RecordMetadata place = written.get(i).get();
            sent.add(new SourceRecord(
                    null, values.get(i), Headers.NONE, place.timestamp(), place.partition(), place.offset()));
        }
        outputs.awaitCount(sent.size());
    }

    private void assertExact() throws Exception {
        stopJob();
        Reconciliation.assertExact(sent, THRESHOLD, outputs.readToEnd());
    }

    /** The sum of a metric over all subtasks. */
    private long sum(String name) {
        return values(name).mapToLong(Number::longValue).sum();
    }

    private Stream<Number> values(String name) {
        return reporter.getMetricsByGroup().entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .filter(metric -> group.getKey()
                                .getMetricIdentifier(metric.getKey())
                                .endsWith("." + Metrics.GROUP + "." + name)))
                .map(metric -> metric.getValue() instanceof Counter counter
                        ? counter.getCount()
                        : (Number) ((Gauge<?>) metric.getValue()).getValue());
    }
}
