package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each variant once, small, so that the benchmark cannot rot. */
class PipelineBenchmarkTest {

    private static final int PARALLELISM = 2;

    @ParameterizedTest
    @EnumSource(Variant.class)
    void variantProvesItsOutputAndIsTimed(Variant variant) throws Exception {
        Proof.check(variant, Keys.UNIFORM_1M, PARALLELISM);

        Measurement measured =
                PipelineRun.measure(variant, Keys.UNIFORM_1M, PARALLELISM, Duration.ZERO, Duration.ofMillis(200));

        assertThat(measured.eventsPerSecond()).isPositive();
        assertThat(measured.cpuMicrosPerEvent()).isPositive();
    }
}
