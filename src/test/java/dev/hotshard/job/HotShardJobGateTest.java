package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.Settings;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.memory.DetectionOutcome;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.SettingsFixture;
import dev.hotshard.testkit.memory.TestCluster;
import dev.hotshard.testkit.reference.ReadNotice;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nine of ten events belong to one id. The gate keeps them off the exchange and changes nothing else. */
class HotShardJobGateTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int RECORDS = 3_000;
    private static final int BEFORE = 1_000;
    private static final int THRESHOLD = 50;
    private static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneId.of("UTC"));

    @TempDir
    private Path state;

    private final List<SourceRecord> records = IntStream.range(0, RECORDS)
            .mapToObj(i ->
                    Events.record(Events.value(i % 10 == 0 ? "id " + i : "hot").replace("Signed up", "event " + i)))
            .toList();

    @Test
    void shouldKeepEventsOfAHotIdOffTheExchangeOnceItsHintArrives() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            JobClient job = start(topics, null, true);
            topics.awaitOutcomes(BEFORE);
            topics.awaitHints(1);
            topics.release();
            TestCluster.await(job);

            assertThat(topics.sourceSide()).hasSizeGreaterThanOrEqualTo((RECORDS - BEFORE) * 9 / 10);
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(reference().run(records, THRESHOLD)));
            assertThat(lastTotals(topics)).containsExactly(Map.entry("hot", RECORDS * 9L / 10 - THRESHOLD));
        }
    }

    @Test
    void shouldSendAllAcrossTheExchangeWithoutTheGate() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records)) {
            TestCluster.await(start(topics, null, false));

            assertThat(topics.sourceSide()).isEmpty();
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(reference().run(records, THRESHOLD)));
            assertThat(lastTotals(topics)).containsExactly(Map.entry("hot", RECORDS * 9L / 10 - THRESHOLD));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAllowSwitchingTheGateBetweenRuns(boolean before) throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            JobClient job = start(topics, null, before);
            topics.awaitOutcomes(BEFORE);
            String savepoint = new TestCluster(state, "hashmap").stop(job);
            topics.release();
            TestCluster.await(start(topics, savepoint, !before));

            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(reference().run(records, THRESHOLD)));
        }
    }

    @Test
    void shouldSurviveAFailureBetweenAHintsCommitAndItsArrival() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            topics.holdHintsUntilFailure();
            JobClient job = start(topics, null, true);
            topics.awaitOutcomes(BEFORE);
            topics.awaitHints(1);
            topics.failAt(topics.arrived() + 20);
            topics.release();
            TestCluster.await(job);

            assertThat(topics.hasFailed()).isTrue();
            assertThat(topics.sourceSide()).as("the hint has arrived").isNotEmpty();
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(reference().run(records, THRESHOLD)));
            assertThat(lastTotals(topics)).containsExactly(Map.entry("hot", RECORDS * 9L / 10 - THRESHOLD));
        }
    }

    @Test
    void shouldSurviveAFailureWhileTheGateKeepsEvents() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            JobClient job = start(topics, null, true);
            topics.awaitOutcomes(BEFORE);
            topics.awaitHints(1);
            topics.failAt(topics.arrived() + RECORDS / 3);
            topics.release();
            TestCluster.await(job);

            assertThat(topics.hasFailed()).isTrue();
            assertThat(topics.sourceSide()).hasSizeGreaterThanOrEqualTo((RECORDS - BEFORE) * 9 / 10);
            assertThat(DetectionOutcome.of(topics))
                    .isEqualTo(DetectionOutcome.of(reference().run(records, THRESHOLD)));
            assertThat(lastTotals(topics)).containsExactly(Map.entry("hot", RECORDS * 9L / 10 - THRESHOLD));
        }
    }

    @Test
    void shouldNotBeMisledByNewerHintsAfterAnOlderSavepoint() throws Exception {
        int cold = THRESHOLD / 2;
        List<SourceRecord> first = records.subList(0, cold);
        List<SourceRecord> rest = records.subList(cold, RECORDS);
        try (MemoryTopics topics = new MemoryTopics(records, cold)) {
            TestCluster cluster = new TestCluster(state, "hashmap");
            JobClient job = start(topics, null, true);
            topics.awaitOutcomes(cold);
            String older = cluster.stop(job);
            topics.release();
            TestCluster.await(start(topics, older, true));
            topics.awaitHints(1);

            TestCluster.await(start(topics, older, true));

            ReferenceDetector reference = reference();
            ReferenceOutcome before = reference.run(first, THRESHOLD);
            ReferenceOutcome after = reference.run(rest, THRESHOLD);
            assertThat(DetectionOutcome.of(topics)).isEqualTo(DetectionOutcome.of(before, after, after));
        }
    }

    private JobClient start(MemoryTopics topics, String savepoint, boolean gate) throws Exception {
        Settings settings = SettingsFixture.withThreshold(THRESHOLD)
                .keySpec(SPEC)
                .gate(gate)
                .build();
        return new TestCluster(state, "hashmap").start(topics, 1, 2, settings, savepoint);
    }

    /** The last total of each id, which is the largest. */
    private static Stream<Map.Entry<String, Long>> lastTotals(MemoryTopics topics) {
        return topics.totals().stream()
                .collect(Collectors.toMap(notice -> notice.distinctId().text(), ReadNotice::rewritten, Math::max))
                .entrySet()
                .stream();
    }

    private static ReferenceDetector reference() {
        return new ReferenceDetector(SPEC, ReferenceDetector.MAX_EVENT_BYTES, record -> true, () -> 0);
    }
}
