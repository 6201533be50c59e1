package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.EventSettings;
import dev.hotshard.config.Settings;
import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.recover.breakdown.Breakdown;
import dev.hotshard.recover.breakdown.BreakdownReport;
import dev.hotshard.recover.breakdown.BreakdownScan;
import dev.hotshard.testkit.generate.HostileRecords;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.memory.MemoryTopics;
import dev.hotshard.testkit.memory.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A breakdown on a cluster of records of which some are rewritten and some are invalid. */
class BreakdownJobTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = TestCluster.extension();

    private static final int READERS = 3;

    private final Configuration conf = new Configuration()
            .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
            .set(PipelineOptions.GENERIC_TYPES, false);
    private final EventSettings settings = Settings.of(conf).events();

    @Test
    void shouldMergeThePartsOfSeveralReaders() throws Exception {
        List<SourceRecord> records = records();

        try (MemoryTopics topics = new MemoryTopics(records)) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(conf);
            BreakdownJob.define(env, topics.connectors(READERS), settings);
            BreakdownReport report = BreakdownJob.result(env.execute()).report(Breakdown.MAX_TOP);

            assertThat(report).isEqualTo(expected(records));
            assertThat(report.rewritten()).isPositive();
        }
    }

    private BreakdownReport expected(List<SourceRecord> records) {
        BreakdownScan review = new BreakdownScan(settings.keySpec(), settings.maxEventBytes());
        records.forEach(review::add);
        return review.breakdown().report(Breakdown.MAX_TOP);
    }

    /** Hostile records in which about half of the events that can be rewritten are rewritten. */
    private List<SourceRecord> records() {
        SplittableRandom random = Seed.random(getClass());
        EventReader reader = new EventReader(settings.keySpec(), settings.maxEventBytes(), () -> 0);
        List<SourceRecord> records = new ArrayList<>();
        for (SourceRecord record : HostileRecords.list(random, 2_000)) {
            Event event = reader.read(record);
            boolean rewritten =
                    event != null && event.key() != null && !event.hasReservedProperty() && random.nextBoolean();
            records.add(rewritten ? record.withValue(HotEvent.rewrite(event)) : record);
        }
        return records;
    }
}
