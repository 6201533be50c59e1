package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskPlanTest {

    private static final long GB = 1_000_000_000L;

    private final DiskPlan plan = DiskPlan.of(
            List.of(
                    new BenchRow(Variant.GATE_ON, Keys.HOT_90, 2, BackendKind.HEAP),
                    new BenchRow(Variant.GATE_OFF, Keys.HOT_90, 2, BackendKind.HEAP),
                    new BenchRow(Variant.GATE_ON, Keys.UNIFORM_1M, 2, BackendKind.HEAP)),
            Duration.ofSeconds(155));

    @Test
    void shouldDescribeWhatWillBeWritten() {
        assertThat(plan.text("/there"))
                .isEqualTo("Writes 155,000,000 events to each of 2 topics (events-hot-90, events-uniform-1m), and "
                        + "up to as many"
                        + " at a time to output topics: up to 60.5 GB under /there");
    }

    @Test
    void shouldRefuseMoreThanIsAllowedOrFree() {
        assertThat(plan.problem(61 * GB, 61 * GB)).isNull();
        assertThat(plan.problem(60 * GB, 61 * GB))
                .isEqualTo("up to 60.5 GB of disk are needed, 60.0 are allowed: choose fewer kinds of keys with --only,"
                        + " shorten --seconds or --warm-up, or raise --max-disk");
        assertThat(plan.problem(61 * GB, 60 * GB))
                .isEqualTo("up to 60.5 GB of disk are needed, 60.0 are free: choose fewer kinds of keys with --only,"
                        + " shorten --seconds or --warm-up, or name a larger folder by "
                        + "JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
}
