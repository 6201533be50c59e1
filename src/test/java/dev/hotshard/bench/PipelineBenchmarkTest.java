package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves and times each variant briefly in each build, so that a broken one is noticed. */
class PipelineBenchmarkTest {

    private static final int PARALLELISM = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Variant.class)
    void shouldProveAndTimeEachVariant(Variant variant) throws Exception {
        BenchRow row = new BenchRow(variant, Keys.HOT_90, PARALLELISM, BackendKind.HEAP);
        try (RowProcess process = new RowProcess(Duration.ZERO, Duration.ZERO)) {
            new PipelineStage(process).prove(row);
        }

        Measurement measured = PipelineRun.measure(row, folder, Duration.ZERO, Duration.ofMillis(500));

        assertThat(measured.eventsPerSecond()).isPositive();
        assertThat(measured.cpuMicrosPerEvent()).isPositive();
        assertThat(measured.brokerCpuSeconds()).isNull();
        if (!variant.isDetector()) {
            assertThat(measured.busiestOverMean()).isNull();
        } else {
            assertThat(measured.busiestOverMean()).isBetween(1.0, (double) PARALLELISM);
        }
    }

    @Test
    void shouldChooseRowsTogetherWithTheirBaselines() {
        assertThat(BenchRow.matching(List.of())).hasSize(6 * (6 + 2 + 4) - 2 * 2);
        assertThat(BenchRow.matching(List.of("gate-on:hot-90:2:rocksdb")))
                .extracting(BenchRow::toString)
                .containsExactly("identity:hot-90:2:rocksdb", "obvious:hot-90:2:rocksdb", "gate-on:hot-90:2:rocksdb");
        assertThat(BenchRow.matching(List.of("*:zipf-1.5:*:*"))).hasSize(6);
        assertThatThrownBy(() -> BenchRow.matching(List.of("gate-on:hot-91:2:heap")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDrawKeysByTheirDistribution() {
        assertThat(shareOfTheFirst(Keys.UNIFORM_1M)).isBetween(0.0, 0.0001);
        assertThat(shareOfTheFirst(Keys.ZIPF_1_0)).isBetween(0.04, 0.06);
        assertThat(shareOfTheFirst(Keys.ZIPF_1_5)).isBetween(0.28, 0.31);
        assertThat(shareOfTheFirst(Keys.HOT_50)).isBetween(0.49, 0.51);
        assertThat(shareOfTheFirst(Keys.HOT_90)).isBetween(0.89, 0.91);
    }

    private static double shareOfTheFirst(Keys keys) {
        int points = 100_000;
        return IntStream.range(0, points)
                        .map(i -> keys.id((i + 0.5) / points))
                        .filter(id -> id == 0)
                        .count()
                / (double) points;
    }
}
