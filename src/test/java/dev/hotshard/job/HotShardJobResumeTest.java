package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.config.Settings;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.ChangedKeySpecException;
import dev.hotshard.testkit.generate.HostileRecords;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.memory.DetectionOutcome;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.SettingsFixture;
import dev.hotshard.testkit.memory.TestCluster;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may change when a job resumes from a savepoint, and what must not. */
class HotShardJobResumeTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int RECORDS = 2_000;
    private static final int BEFORE = 1_200;
    private static final int THRESHOLD = 4;
    private static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneId.of("UTC"));

    @TempDir
    private Path state;

    private final List<SourceRecord> records = HostileRecords.list(Seed.random(getClass()), RECORDS);
    private final List<SourceRecord> first = records.subList(0, BEFORE);
    private final List<SourceRecord> rest = records.subList(BEFORE, RECORDS);

    @ParameterizedTest
    @CsvSource({
        "hashmap, 2, hashmap, 4, 4",
        "hashmap, 4, hashmap, 1, 2",
        "rocksdb, 1, rocksdb, 2, 9",
        "rocksdb, 2, hashmap, 3, 4"
    })
    void shouldApplyTheNewThresholdAfterResume(
            String before, int parallelism, String after, int newParallelism, int newThreshold) throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            String savepoint = stopBeforeTheRest(topics, before, parallelism);
            topics.release();
            TestCluster.await(new TestCluster(state, after)
                    .start(topics, 1, newParallelism, settings(newThreshold, SPEC, false), savepoint));

            ReferenceDetector reference = reference(SPEC);
            ReferenceOutcome expected = reference.run(first, THRESHOLD);
            assertThat(topics.read()).as("each record was read once").isEqualTo(RECORDS);
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(expected, reference.run(rest, newThreshold)));
        }
    }

    @Test
    void shouldRefuseCountsOfAnotherMeaningAndKeepThem() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            TestCluster cluster = new TestCluster(state, "hashmap");
            String savepoint = stopBeforeTheRest(topics, "hashmap", 2);
            topics.release();

            KeySpec zone = new KeySpec(ZoneId.of("Europe/Berlin"), SPEC.projectProperty(), SPEC.hashKey());
            assertRefused(
                    cluster, topics, zone, savepoint, "hotshard.event-date.timezone was UTC and is Europe/Berlin");
            KeySpec project = new KeySpec(SPEC.zone(), "project", SPEC.hashKey());
            assertRefused(cluster, topics, project, savepoint, "hotshard.project-property was token and is project");
            KeySpec hash = new KeySpec(SPEC.zone(), SPEC.projectProperty(), "other");
            assertRefused(cluster, topics, hash, savepoint, "hotshard.hash-secret was (hash ");

            TestCluster.await(cluster.start(topics, 1, 2, settings(THRESHOLD, SPEC, false), savepoint));
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(reference(SPEC).run(records, THRESHOLD)));
        }
    }

    @Test
    void shouldForgetCountsOfAnotherMeaningOnRequest() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            String savepoint = stopBeforeTheRest(topics, "rocksdb", 2);
            topics.release();
            KeySpec changed = new KeySpec(ZoneId.of("Asia/Kolkata"), "distinct", SPEC.hashKey());
            TestCluster.await(new TestCluster(state, "rocksdb")
                    .start(topics, 1, 4, settings(THRESHOLD, changed, true), savepoint));

            ReferenceOutcome before = reference(SPEC).run(first, THRESHOLD);
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(before, reference(changed).run(rest, THRESHOLD)));
        }
    }

    private String stopBeforeTheRest(MemoryTopics topics, String backend, int parallelism) throws Exception {
        TestCluster cluster = new TestCluster(state, backend);
        JobClient job = cluster.start(topics, 1, parallelism, settings(THRESHOLD, SPEC, false), null);
        topics.awaitOutcomes(BEFORE);
        return cluster.stop(job);
    }

    /** The strategy of {@code flink-conf} restarts without end, so a job that ends has not restarted. */
    private static void assertRefused(
            TestCluster cluster, MemoryTopics topics, KeySpec spec, String savepoint, String change) throws Exception {
        JobClient job = cluster.start(topics, 1, 2, settings(THRESHOLD, spec, false), savepoint);
        assertThatThrownBy(() -> TestCluster.await(job))
                .extracting(e -> ExceptionUtils.findThrowable(e, ChangedKeySpecException.class)
                        .map(Throwable::getMessage)
                        .orElseThrow())
                .asString()
                .startsWith("the counts to resume from mean something else under these options: " + change)
                .endsWith(". Restore the old values, or set hotshard.forget-changed-state to true to start "
                        + "counting from zero");
    }

    private static Settings settings(long threshold, KeySpec spec, boolean forget) {
        return SettingsFixture.withThreshold(threshold)
                .keySpec(spec)
                .forgetChangedState(forget)
                .build();
    }

    private static ReferenceDetector reference(KeySpec spec) {
        return new ReferenceDetector(spec, ReferenceDetector.MAX_EVENT_BYTES, record -> true, () -> 0);
    }
}
