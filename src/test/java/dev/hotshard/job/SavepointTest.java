package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.TestCluster;
import dev.hotshard.testkit.reference.ReadNotice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Resumes from the savepoints that are checked in, which {@link SavepointWriterTest} writes. */
class SavepointTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    @TempDir
    private Path state;

    static Stream<Arguments> savepointsAndParallelisms() {
        return StoredSavepoint.all().stream()
                .flatMap(savepoint -> Stream.of(1, 4).map(parallelism -> Arguments.of(savepoint, parallelism)));
    }

    @ParameterizedTest
    @MethodSource("savepointsAndParallelisms")
    void shouldResumeFromTheSavepoint(StoredSavepoint savepoint, int parallelism) throws Exception {
        Instant resumed = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (MemoryTopics topics = new MemoryTopics(StoredSavepoint.records())) {
            TestCluster.await(resume(savepoint, parallelism, StoredSavepoint.TIME_ZONE, StoredSavepoint.INPUT, topics));

            assertThat(topics.read())
                    .as("only records after the savepoint are read")
                    .isEqualTo(StoredSavepoint.records().size() - StoredSavepoint.READ);
            for (StoredSavepoint.IdTraffic id : StoredSavepoint.IDS) {
                ExpectedAfterSavepoint expected = ExpectedAfterSavepoint.of(id, savepoint, parallelism);
                checkEvents(topics, id, expected);
                checkNotices(topics, id.id(), expected, resumed);
                checkHeldHints(topics, id.id(), expected, resumed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("savepointsAndParallelisms")
    void shouldRefuseAnotherKeySpec(StoredSavepoint savepoint, int parallelism) throws Exception {
        try (MemoryTopics topics = new MemoryTopics(StoredSavepoint.records())) {
            JobClient job = resume(savepoint, parallelism, "Asia/Tokyo", StoredSavepoint.INPUT, topics);

            assertThatThrownBy(() -> TestCluster.await(job))
                    .hasStackTraceContaining("hotshard.event-date.timezone was UTC and is Asia/Tokyo");
        }
    }

    @ParameterizedTest
    @MethodSource("savepointsAndParallelisms")
    void shouldRefuseAnotherInput(StoredSavepoint savepoint, int parallelism) throws Exception {
        try (MemoryTopics topics = new MemoryTopics(StoredSavepoint.records())) {
            JobClient job = resume(savepoint, parallelism, StoredSavepoint.TIME_ZONE, "another input", topics);

            assertThatThrownBy(() -> TestCluster.await(job))
                    .hasStackTraceContaining("input was the input and is another input");
        }
    }

    private JobClient resume(
            StoredSavepoint savepoint, int parallelism, String timeZone, String input, MemoryTopics topics)
            throws Exception {
        return new TestCluster(state, savepoint.backend())
                .start(
                        topics.connectors(parallelism).withEndpoints(StoredSavepoint.endpoints(input)),
                        parallelism,
                        savepoint.settings(timeZone),
                        savepoint.folder().toUri().toString());
    }

    private static void checkEvents(
            MemoryTopics topics, StoredSavepoint.IdTraffic id, ExpectedAfterSavepoint expected) {
        List<OutputRecord> events = Stream.concat(topics.admitted().stream(), topics.scattered().stream())
                .filter(record -> text(record).contains("\"" + id.id() + "\""))
                .toList();
        assertThat(events).as(id.id()).hasSize(id.after());
        assertThat(events)
                .as("admitted of " + id.id())
                .filteredOn(record -> record.headers().equals(Headers.NONE))
                .hasSize(expected.admitted());
    }

    private static void checkNotices(MemoryTopics topics, String id, ExpectedAfterSavepoint expected, Instant resumed) {
        Predicate<ReadNotice> ofId = notice -> notice.distinctId().text().equals(id);
        assertThat(topics.hotIds())
                .as("alerts of " + id)
                .filteredOn(ofId)
                .allSatisfy(alert -> assertThat(alert.count()).isEqualTo(StoredSavepoint.THRESHOLD + 1))
                .extracting(alert -> alert.eventName().text())
                .isEqualTo(expected.alerts());
        List<ReadNotice> totals = topics.totals().stream().filter(ofId).toList();
        assertThat(totals.isEmpty()).as("totals of " + id).isEqualTo(!expected.isHot());
        totals.stream().max(Comparator.comparing(ReadNotice::count)).ifPresent(last -> {
            assertThat(last.count()).isEqualTo(expected.counted());
            assertThat(last.rewritten()).isEqualTo(expected.rewritten());
            assertThat(last.emittedAt()).isAfterOrEqualTo(resumed);
        });
    }

    /**
     * A job sends the hints that its savepoint holds before any of its own. They name the submission that
     * held them.
     */
    private static void checkHeldHints(
            MemoryTopics topics, String id, ExpectedAfterSavepoint expected, Instant resumed) {
        CounterKey key = Events.read(Events.value(id)).key();
        UUID writer = topics.hints().get(0).submission();
        assertThat(topics.hints())
                .as("held hints of " + id)
                .filteredOn(
                        hint -> hint.submission().equals(writer) && hint.key().equals(key))
                .allSatisfy(hint -> assertThat(hint.life()).isLessThan(resumed.toEpochMilli()))
                .extracting(Hint::countBound)
                .isEqualTo(expected.heldHints());
    }

    private static String text(OutputRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
