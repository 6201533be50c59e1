package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.testkit.memory.MemoryConnectors;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.SettingsFixture;
import dev.hotshard.testkit.memory.TestCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that was down for longer than the TTL comes back with a timer due for every key. Flink fires the
 * timers of one moment in one call, and the moments of the keys are spread, so checkpoints continue in
 * between. Operator harnesses fire all of them in one call.
 */
class OverdueTimersTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int KEYS = 40_000;
    private static final Duration TTL = Duration.ofSeconds(5);
    /** The longest time from the last event of a key until it is forgotten. */
    private static final Duration LONGEST_LIFE = TTL.plus(TTL.dividedBy(16)).plusMillis(1);

    @TempDir
    private Path state;

    @Test
    void shouldLetBarriersPassBetweenOverdueTimers() throws Exception {
        // One more record, which never becomes readable, keeps the job running.
        try (MemoryTopics topics = new MemoryTopics(events(), KEYS)) {
            TestCluster cluster = new TestCluster(state, "rocksdb");
            JobClient before = cluster.start(topics, 1, 1, settings(), null);
            topics.awaitOutcomes(KEYS);
            String savepoint = cluster.stop(before);
            long lastEventMillis = System.currentTimeMillis();
            await("all timers overdue")
                    .atMost(LONGEST_LIFE.multipliedBy(4))
                    .until(() -> System.currentTimeMillis() > lastEventMillis + LONGEST_LIFE.toMillis());

            FiredTimersProbe.AT_BARRIERS.clear();
            JobClient after = cluster.start(new ProbedConnectors(topics.connectors(1)), 1, settings(), savepoint);
            await("all timers fired")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> FiredTimersProbe.AT_BARRIERS.contains((long) KEYS));
            after.cancel().get();

            assertThat(FiredTimersProbe.AT_BARRIERS)
                    .as("timers fired before each barrier")
                    .isSorted();
            assertThat(FiredTimersProbe.AT_BARRIERS)
                    .as("timers fired before each barrier")
                    .anyMatch(fired -> fired > 0 && fired < KEYS);
        }
    }

    private static List<SourceRecord> events() {
        List<SourceRecord> events = new ArrayList<>();
        for (int i = 0; i <= KEYS; i++) {
            byte[] event = ("{\"event\":\"e\",\"properties\":{\"time\":1618790400,\"distinct_id\":\"id-" + i + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            events.add(new SourceRecord(null, event, Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, i));
        }
        return events;
    }

    private static Settings settings() {
        return SettingsFixture.withThreshold(KEYS)
                .stateTtl(TTL)
                .gate(false)
                .countCacheBytes(0)
                .build();
    }

    /** In-memory connectors with a probe on the detector's task. */
    private record ProbedConnectors(MemoryConnectors connectors) implements Connectors {

        @Override
        public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
            return connectors.read(env);
        }

        @Override
        public RecordLimit limit() {
            return connectors.limit();
        }

        @Override
        public void write(DataStream<OutputRecord> records, Place place) {
            connectors.write(
                    place == Place.DETECTOR_SIDE
                            ? records.transform("probe", Types.OUTPUT_RECORD, new FiredTimersProbe())
                                    .uid("probe")
                            : records,
                    place);
        }

        @Override
        public void sendHints(DataStream<Hint> hints) {
            connectors.sendHints(hints);
        }

        @Override
        public HintFeed hintFeed() {
            return connectors.hintFeed();
        }
    }

    /** Notes at each barrier how many timers its task has fired. */
    private static final class FiredTimersProbe extends AbstractStreamOperator<OutputRecord>
            implements OneInputStreamOperator<OutputRecord, OutputRecord> {

        private static final long serialVersionUID = 1L;

        private static final List<Long> AT_BARRIERS = new CopyOnWriteArrayList<>();

        @Override
        public void processElement(StreamRecord<OutputRecord> element) {
            output.collect(element);
        }

        @Override
        public void prepareSnapshotPreBarrier(long checkpointId) {
            AT_BARRIERS.add(getContainingTask()
                    .getEnvironment()
                    .getMetricGroup()
                    .getIOMetricGroup()
                    .getNumFiredTimers()
                    .getCount());
        }
    }
}
