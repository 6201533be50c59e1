package dev.hotshard.flink;

import static dev.hotshard.flink.RestoreHarness.ALL;
import static dev.hotshard.flink.RestoreHarness.ORIGINAL;
import static dev.hotshard.flink.RestoreHarness.restore;
import static dev.hotshard.flink.RestoreHarness.rewritten;
import static dev.hotshard.flink.RestoreHarness.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Headers;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.RestoreExample;
import dev.hotshard.testkit.generate.RestoreFilters;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The outcomes that a restore counts, and the examples that it reports. */
class RestoreOutcomesTest {

    @Test
    void shouldEmitCountsBeforeEachBarrierAndAtTheEnd() throws Exception {
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            assertThat(restore.counts()).isEmpty();

            restore.beforeBarrier();
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.RESTORED, 1L));
            restore.beforeBarrier();
            assertThat(restore.counts()).as("no count is emitted twice").hasSize(2);

            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.end();
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 2L, Outcome.RESTORED, 2L));
        }
    }

    @Test
    void shouldCountReplacedAndKeptIds() throws Exception {
        try (RestoreHarness restore = restore(spec(RestoreFilters.ALL, "user"), r -> true)) {
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.process(rewritten(ORIGINAL.replace("\"user\":7", "\"user\":null"), Headers.NONE));
            restore.process(rewritten(ORIGINAL.replace("user", "uses"), Headers.NONE));
            restore.end();

            assertThat(restore.totals()).containsEntry(Outcome.IDS_REPLACED, 1L).containsEntry(Outcome.IDS_KEPT, 2L);
        }
    }

    @Test
    void shouldCountEventsAboveImportLimits() throws Exception {
        RestoreOperator strict =
                new RestoreOperator(ALL, ScatterMode.DEDUP, "in", r -> true, new ImportLimits(10, 2, 5, 20), 0);
        try (RestoreHarness restore = new RestoreHarness(strict);
                RestoreHarness without = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.end();
            without.process(rewritten(ORIGINAL, Headers.NONE));
            without.end();

            assertThat(restore.totals())
                    .isEqualTo(Map.of(
                            Outcome.READ,
                            1L,
                            Outcome.RESTORED,
                            1L,
                            Outcome.TOO_LARGE_TO_IMPORT,
                            1L,
                            Outcome.TOO_MANY_PROPERTIES,
                            1L,
                            Outcome.IN_NO_BATCH,
                            1L));
            assertThat(restore.restored()).as("counted but still restored").hasSize(1);
            assertThat(without.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.RESTORED, 1L));
        }
    }

    @Test
    void shouldReportTheFirstEventsAsExamples() throws Exception {
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            for (int i = 0; i < 5; i++) {
                restore.process(rewritten(ORIGINAL.replace("alice", "alice " + i), Headers.NONE));
            }
            restore.end();

            assertThat(restore.examples())
                    .extracting(example -> new String(example.after(), UTF_8))
                    .containsExactly(ORIGINAL.replace("alice", "alice 0"), ORIGINAL.replace("alice", "alice 1"));
            assertThat(restore.examples())
                    .extracting(RestoreExample::before)
                    .containsExactly(
                            rewritten(ORIGINAL.replace("alice", "alice 0"), null)
                                    .value(),
                            rewritten(ORIGINAL.replace("alice", "alice 1"), null)
                                    .value());
        }
    }
}
