package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.Settings;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.event.Headers;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Metrics;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.SettingsFixture;
import dev.hotshard.testkit.memory.TestCluster;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Metrics account exactly for every event of a run. */
class HotShardJobMetricsTest {

    private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                    .setNumberSlotsPerTaskManager(2)
                    .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
                    .build());

    private static final int THRESHOLD = 100;
    /** The number of exempt events among {@link #records}. */
    private static final int EXEMPT = 3;

    private static final AdmissionSlack SLACK = new AdmissionSlack(new BigDecimal("0.1"), 1 << 20);
    private static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneId.of("UTC"));

    @TempDir
    private Path state;

    @Test
    void shouldCountExactly() throws Exception {
        List<SourceRecord> records = records();
        try (MemoryTopics topics = new MemoryTopics(records, 400)) {
            JobClient job = start(topics);
            topics.awaitHints(1);
            topics.release();
            TestCluster.await(job);
            JobID id = job.getJobID();

            Predicate<OutputRecord> rewritten = record -> !record.headers().equals(Headers.NONE);
            assertThat(sum(id, Metrics.EVENTS)).isEqualTo(records.size());
            assertThat(sum(id, Metrics.KEYS)).as("one hot, one above the slack").isEqualTo(2);
            assertThat(sum(id, Metrics.HOT_IDS))
                    .isEqualTo(topics.hotIds().size())
                    .isEqualTo(1);
            assertThat(sum(id, Metrics.REWRITTEN))
                    .isEqualTo(topics.scattered().stream().filter(rewritten).count());
            assertThat(sum(id, Metrics.GATE_REWRITTEN))
                    .isEqualTo(topics.sourceSide().stream().filter(rewritten).count());
            assertThat(sum(id, Metrics.ADMITTED_LOCALLY))
                    .as("all that left unchanged at the source side, except for exempt events")
                    .isPositive()
                    .isEqualTo(topics.sourceSide().stream()
                                    .filter(rewritten.negate())
                                    .count()
                            - EXEMPT);
            assertThat(sum(id, Metrics.COUNT_CACHE_MISSES))
                    .as("each key once, when it was new")
                    .isEqualTo(2);
            assertThat(sum(id, Metrics.TIME_FALLBACKS)).isEqualTo(4);
            assertThat(sum(id, Metrics.UNCOUNTED + ".NO_EVENT")).isEqualTo(EXEMPT - 1);
            assertThat(sum(id, Metrics.UNCOUNTED + ".EMPTY_ID")).isEqualTo(1);
            assertThat(sum(id, Metrics.UNCOUNTED + ".NO_ID")).isZero();
            assertThat(sum(id, deadLetters(Reason.MALFORMED_JSON))).isEqualTo(3);
            assertThat(sum(id, deadLetters(Reason.NOT_AN_OBJECT))).isEqualTo(2);
            assertThat(sum(id, deadLetters(Reason.TOO_DEEP))).isZero();
            assertThat(metrics(id, Metrics.SKETCH_FILL))
                    .hasSize(2)
                    .allSatisfy(gauge ->
                            assertThat((Double) ((Gauge<?>) gauge).getValue()).isBetween(0.0, 0.1));
            assertThat(gauges(id, Metrics.HINTS_UNSENT)).containsExactly(0L);
            assertThat(gauges(id, Metrics.HINTS_UNREADABLE)).containsExactly(0L, 0L);
            assertThat(gauges(id, Metrics.HINTS_LAG_SECONDS)).containsExactly(0.0, 0.0);
        }
    }

    private JobClient start(MemoryTopics topics) throws Exception {
        Settings settings = SettingsFixture.withThreshold(THRESHOLD)
                .keySpec(SPEC)
                .slack(SLACK)
                .countCacheBytes(1 << 20)
                .build();
        return new TestCluster(state, "rocksdb").start(topics, 2, 2, settings, null);
    }

    /**
     * One hot id, one that uses up its slack, many that do not, undated ones, and some values that are not
     * events.
     */
    private static List<SourceRecord> records() {
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            records.add(Events.record(Events.value(i % 2 == 0 ? "hot" : i % 20 == 1 ? "warm" : "cold " + i % 400)));
        }
        Stream.of("{", "x", "{]", "1", "[]", "{}", "{\"event\":1}", Events.value(""))
                .map(Events::record)
                .forEach(records::add);
        for (int i = 0; i < 4; i++) {
            records.add(Events.record(Events.value("undated").replaceFirst("\"time\":\\d+", "\"time\":null")));
        }
        return records;
    }

    private static String deadLetters(Reason reason) {
        return Metrics.DEAD_LETTERS + "." + reason;
    }

    private static long sum(JobID job, String counter) {
        return metrics(job, counter).stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    private static List<Object> gauges(JobID job, String name) {
        return metrics(job, name).stream()
                .<Object>map(metric -> ((Gauge<?>) metric).getValue())
                .toList();
    }

    private static List<Metric> metrics(JobID job, String name) {
        return REPORTER.getMetricsByGroup().entrySet().stream()
                .filter(group ->
                        job.toString().equals(group.getKey().getAllVariables().get("<job_id>")))
                .flatMap(group -> group.getValue().entrySet().stream()
                        .filter(metric -> group.getKey()
                                .getMetricIdentifier(metric.getKey())
                                .endsWith("." + Metrics.GROUP + "." + name)))
                .map(Map.Entry::getValue)
                .toList();
    }
}
