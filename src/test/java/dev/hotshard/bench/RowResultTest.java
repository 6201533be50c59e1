package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowResultTest {

    private static final BenchRow ROW = new BenchRow(Variant.GATE_ON, Keys.HOT_90, 8, BackendKind.HEAP);

    @Test
    void shouldReportMediansAndRatiosWithinRounds() throws Exception {
        Map<BenchRow, List<Measurement>> runs = new LinkedHashMap<>();
        runs.put(ROW.with(Variant.IDENTITY), List.of(run(1_000, 1.0), run(2_000, 1.0), run(1_000, 2.0)));
        runs.put(ROW.with(Variant.OBVIOUS), List.of(run(100, 9.0), run(400, 9.0), run(50, 9.0)));
        runs.put(ROW, List.of(run(500, 2.0), run(800, 3.0), run(600, 3.0)));

        JsonNode json =
                new ObjectMapper().readTree(RowResult.of("kafka", runs).get(2).json());

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "bench",
                        "variant",
                        "keys",
                        "parallelism",
                        "state",
                        "rounds",
                        "eventsPerSecond",
                        "cpuMicrosPerEvent",
                        "brokerCpuMicrosPerEvent",
                        "p99Millis",
                        "busiestOverMean",
                        "crossedSeconds",
                        "cpuRatioToIdentity",
                        "throughputRatioToObvious",
                        "admittedLocally",
                        "checkpointBytes");
        assertThat(json.path("bench").asText()).isEqualTo("kafka");
        assertThat(json.path("variant").asText()).isEqualTo("gate-on");
        assertThat(json.path("keys").asText()).isEqualTo("hot-90");
        assertThat(json.path("parallelism").asInt()).isEqualTo(8);
        assertThat(json.path("state").asText()).isEqualTo("heap");
        assertThat(json.path("rounds").asInt()).isEqualTo(3);
        assertThat(json.path("eventsPerSecond").asDouble()).isEqualTo(600);
        assertThat(json.path("cpuMicrosPerEvent").asDouble()).isEqualTo(4000);
        assertThat(json.path("p99Millis").asDouble()).isEqualTo(7);
        assertThat(json.path("brokerCpuMicrosPerEvent").asDouble())
                .as("half a second for 500, 800 and 600 events")
                .isEqualTo(833.333);
        assertThat(json.path("crossedSeconds").asDouble()).isEqualTo(2.5);
        assertThat(json.path("busiestOverMean").asDouble()).isEqualTo(1.1);
        assertThat(json.path("admittedLocally").asDouble()).isEqualTo(0.75);
        assertThat(json.path("checkpointBytes").asLong()).isEqualTo(1000);
        // The rounds have 5, 2 and 12 times as many events.
        assertThat(json.path("throughputRatioToObvious").asDouble()).isEqualTo(5);
        // The rounds have 4 to 1, 3.75 to 0.5 and 5 to 2 ms per event.
        assertThat(json.path("cpuRatioToIdentity").asDouble()).isEqualTo(4);
    }

    @Test
    void shouldReportQuantilesOfLatency() {
        Latencies.clear();
        assertThat(Latencies.quantile(0.99)).isNull();
        LongStream.of(5, 1, 3, 100, 50, 1, 3, 5, 100, 1_000_000).forEach(Latencies::add);

        assertThat(Latencies.quantile(0.2)).isEqualTo(1);
        assertThat(Latencies.quantile(0.6)).isEqualTo(5);
        assertThat(Latencies.quantile(0.7)).isEqualTo(50);
        assertThat(Latencies.quantile(0.99))
                .as("the longest latency of the histogram")
                .isEqualTo(60_000);
    }

    private static Measurement run(long events, double cpuSeconds) {
        return new Measurement(events, 1, cpuSeconds, 0.5, 7.0, 1.1, 2.5, 0.75, 1000L);
    }
}
