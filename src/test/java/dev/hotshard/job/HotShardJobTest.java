package dev.hotshard.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.Settings;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileRecords;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.memory.DetectionOutcome;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.SettingsFixture;
import dev.hotshard.testkit.memory.TestCluster;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results are exact at any parallelism and after any failure. */
class HotShardJobTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int RECORDS = 3_000;
    private static final int THRESHOLD = 3;
    private static final int MAX_EVENT_BYTES = 2_000;
    private static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneId.of("Europe/Berlin"));
    private static final Settings SETTINGS = SettingsFixture.withThreshold(THRESHOLD)
            .keySpec(SPEC)
            .maxEventBytes(MAX_EVENT_BYTES)
            .build();

    @TempDir
    private Path state;

    private final List<SourceRecord> records = HostileRecords.list(Seed.random(getClass()), RECORDS);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldHaveTheResultsOfTheContractAtAnyParallelism(int parallelism) throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records)) {
            TestCluster.await(new TestCluster(state, "hashmap").start(topics, 1, parallelism, SETTINGS, null));

            assertThat(DetectionOutcome.of(topics)).isEqualTo(expected());
        }
    }

    @ParameterizedTest
    @CsvSource({"hashmap, 4", "rocksdb, 2"})
    void shouldSurviveAFailureInMidStream(String backend, int parallelism) throws Exception {
        int checkpointed = RECORDS / 3;
        try (MemoryTopics topics = new MemoryTopics(records, checkpointed)) {
            JobClient job = new TestCluster(state, backend).start(topics, 1, parallelism, SETTINGS, null);
            topics.awaitOutcomes(checkpointed);
            topics.failAt(topics.arrived() + RECORDS / 3);
            topics.release();
            TestCluster.await(job);

            assertThat(topics.hasFailed()).isTrue();
            assertThat(topics.read()).as("some records were read twice").isGreaterThan(RECORDS);
            assertThat(DetectionOutcome.of(topics)).isEqualTo(expected());
        }
    }

    @Test
    void shouldLetExactlyTheThresholdPassWithManyReaders() throws Exception {
        int ids = 40;
        EventScanner scanner = new EventScanner(SPEC.projectProperty());
        List<SourceRecord> events = IntStream.range(0, ids * ids)
                .filter(i -> i % ids <= i / ids)
                .mapToObj(i -> Events.record(Events.value("id " + i / ids).replace("Signed up", "event " + i)))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(events, new Random(Seed.of(getClass())));
        try (MemoryTopics topics = new MemoryTopics(events, events.size() / 2)) {
            JobClient job = new TestCluster(state, "hashmap").start(topics, 4, 4, SETTINGS, null);
            topics.awaitOutcomes(events.size() / 2);
            topics.failAt(topics.arrived() + events.size() / 4);
            topics.release();
            TestCluster.await(job);

            assertThat(topics.hasFailed()).isTrue();
            assertThat(Stream.concat(
                            topics.admitted().stream().map(OutputRecord::value),
                            topics.scattered().stream().map(out -> HotEvent.restore(out.value(), scanner))))
                    .containsExactlyInAnyOrderElementsOf(
                            events.stream().map(SourceRecord::value).toList());
            Map<String, Long> admitted = topics.admitted().stream()
                    .collect(Collectors.groupingBy(out -> new String(out.key(), UTF_8), Collectors.counting()));
            assertThat(admitted)
                    .isEqualTo(IntStream.range(0, ids)
                            .boxed()
                            .collect(Collectors.toMap(id -> "id " + id, id -> Math.min(id + 1L, THRESHOLD))));
            assertThat(topics.hotIds())
                    .extracting(hot -> hot.distinctId().text())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(THRESHOLD, ids)
                            .mapToObj(id -> "id " + id)
                            .toList());
            assertThat(topics.hotIds()).allMatch(hot -> hot.count() == THRESHOLD + 1 && hot.threshold() == THRESHOLD);
        }
    }

    private DetectionOutcome expected() {
        ReferenceDetector reference = new ReferenceDetector(SPEC, MAX_EVENT_BYTES, record -> true, () -> 0);
        DetectionOutcome expected = DetectionOutcome.of(reference.run(records, THRESHOLD));
        assertThat(expected.alerts()).as("keys that become hot").hasSizeGreaterThan(20);
        return expected;
    }
}
