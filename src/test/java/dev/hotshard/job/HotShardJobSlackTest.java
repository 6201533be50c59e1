package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.Settings;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.SettingsFixture;
import dev.hotshard.testkit.memory.TestCluster;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nine of ten events belong to one id, and half of the rest to another. The job passes at least the
 * threshold of each id, at most the slack more, and loses no event.
 */
class HotShardJobSlackTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int RECORDS = 3_000;
    private static final int BEFORE = 500;
    private static final int THRESHOLD = 100;
    private static final int MOST = 110;
    private static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneId.of("UTC"));

    @TempDir
    private Path state;

    private final List<SourceRecord> records = IntStream.range(0, RECORDS)
            .mapToObj(i -> Events.record(Events.value(id(i)).replace("Signed up", "event " + i)))
            .toList();

    @Test
    void shouldLetOnlyTheSlackPassAboveTheThreshold() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records)) {
            TestCluster.await(start(topics, 2, 2, null));

            check(topics);
            assertThat(passed(topics, "rare").filter(topics.sourceSide()::contains))
                    .as("cold events that did not cross the exchange")
                    .hasSizeGreaterThan(0);
        }
    }

    @Test
    void shouldNotGrantTheSlackTwiceAfterAFailure() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, BEFORE)) {
            JobClient job = start(topics, 2, 2, null);
            topics.awaitOutcomes(BEFORE);
            topics.failAt(topics.arrived() + RECORDS / 3);
            topics.release();
            TestCluster.await(job);

            assertThat(topics.hasFailed()).isTrue();
            check(topics);
        }
    }

    @Test
    void shouldNotGrantTheSlackTwiceAfterRescaling() throws Exception {
        try (MemoryTopics topics = new MemoryTopics(records, 8)) {
            JobClient job = start(topics, 2, 2, null);
            topics.awaitOutcomes(8);
            String savepoint = new TestCluster(state, "hashmap").stop(job);
            topics.release();
            TestCluster.await(start(topics, 4, 4, savepoint));

            check(topics);
        }
    }

    /**
     * Checks that every event came out once, unchanged or restorable, and that neither too few nor too many
     * events of an id passed.
     */
    private void check(MemoryTopics topics) {
        EventScanner scanner = new EventScanner(SPEC.projectProperty());
        Stream<OutputRecord> out = Stream.concat(topics.admitted().stream(), topics.scattered().stream());
        assertThat(ReferenceOutcome.multiset(out.map(record -> KeyValue.text(restored(record, scanner)))
                        .toList()))
                .isEqualTo(ReferenceOutcome.multiset(records.stream()
                        .map(record -> KeyValue.text(record.value()))
                        .toList()));
        assertThat(passed(topics, "hot").count()).isBetween((long) THRESHOLD, (long) MOST);
        assertThat(passed(topics, "warm").count()).isBetween((long) THRESHOLD, (long) MOST);
        assertThat(passed(topics, "rare").count())
                .isEqualTo(records.stream()
                        .filter(record -> text(record.value()).contains("rare"))
                        .count());
        assertThat(topics.hotIds())
                .extracting(notice -> notice.distinctId().text())
                .containsExactlyInAnyOrder("hot", "warm");
        assertThat(topics.deadLetters()).isEmpty();
    }

    private static byte[] restored(OutputRecord record, EventScanner scanner) {
        return isRewritten(record) ? HotEvent.restore(record.value(), scanner) : record.value();
    }

    private static boolean isRewritten(OutputRecord record) {
        return !record.headers().equals(Headers.NONE);
    }

    private static Stream<OutputRecord> passed(MemoryTopics topics, String id) {
        return Stream.concat(topics.admitted().stream(), topics.scattered().stream())
                .filter(record -> !isRewritten(record) && text(record.value()).contains("\"" + id));
    }

    private static String text(byte[] value) {
        return KeyValue.text(value);
    }

    private static String id(int number) {
        return number % 10 != 0 ? "hot" : number % 20 == 0 ? "warm" : "rare " + number % 70;
    }

    private JobClient start(MemoryTopics topics, int readers, int parallelism, String savepoint) throws Exception {
        Settings settings = SettingsFixture.withThreshold(THRESHOLD)
                .keySpec(SPEC)
                .slack(new AdmissionSlack(new BigDecimal("0.1"), 1 << 10))
                .countCacheBytes(0)
                .build();
        return new TestCluster(state, "hashmap").start(topics, readers, parallelism, settings, savepoint);
    }
}
