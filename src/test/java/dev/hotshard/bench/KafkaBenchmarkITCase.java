package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each variant proved on a real broker and one timed, small, so that the benchmark cannot rot. */
class KafkaBenchmarkITCase {

    private static RowProcess process;
    private static KafkaStage stage;

    @BeforeAll
    static void startBroker() throws Exception {
        process = new RowProcess(Duration.ZERO, Duration.ofSeconds(2));
        stage = new KafkaStage(process, true, true, 5);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        stage.close();
        process.close();
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void variantProvesItsOutput(Variant variant) throws Exception {
        stage.prove(row(variant));
    }

    @Test
    void rowIsTimedInAProcessOfItsOwn() throws Exception {
        stage.prepare(row(Variant.GATE_ON));
        Measurement measured = stage.measure(row(Variant.GATE_ON));

        assertThat(measured.eventsPerSecond()).isPositive();
        assertThat(measured.cpuMicrosPerEvent()).isPositive();
        assertThat(measured.brokerCpuMicrosPerEvent()).isPositive();
        assertThat(measured.busiestOverMean()).isGreaterThanOrEqualTo(1);
    }

    private static Row row(Variant variant) {
        return new Row(variant, Keys.HOT_90, 2, State.HEAP);
    }
}
