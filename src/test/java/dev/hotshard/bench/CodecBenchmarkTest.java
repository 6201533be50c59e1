package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark briefly in each build, so that a broken one is noticed. */
class CodecBenchmarkTest {

    @Test
    void shouldRunEveryBenchmark() throws Exception {
        CodecReport report = CodecCommand.run(1, TimeValue.milliseconds(20), 0);

        assertThat(report.scores()).containsOnlyKeys(CodecCommand.BENCHMARKS);
        assertThat(report.scores().values())
                .allSatisfy(scores -> assertThat(scores).singleElement().matches(score -> score > 0));
        assertThat(report.meanBytes()).isBetween(270.0, 330.0);
    }

    @Test
    void shouldReportMediansAndRatios() throws Exception {
        CodecReport report = new CodecReport(
                Map.of(
                        "scanner",
                        List.of(5e6, 1e6, 6e6),
                        "jacksonTree",
                        List.of(1e6, 1e6, 9e6),
                        "jacksonStreaming",
                        List.of(2e6, 2e6, 2e6)),
                300);

        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.at("/events_per_second/scanner/median").doubleValue()).isEqualTo(5e6);
        assertThat(json.at("/events_per_second/scanner/min").doubleValue()).isEqualTo(1e6);
        assertThat(json.at("/scanner_ratio/jacksonTree").doubleValue()).isEqualTo(5);
        assertThat(json.at("/scanner_ratio/jacksonStreaming").doubleValue()).isEqualTo(2.5);
        assertThat(report.table()).contains("scanner = 5.0x Jackson tree, 2.5x Jackson tokens");
    }

    @Test
    void shouldRefuseAWrongCommandLine() {
        assertThat(BenchMain.run()).isEqualTo(2);
        assertThat(BenchMain.run("nonsense")).isEqualTo(2);
        assertThat(BenchMain.run("codec", "--rounds", "x")).isEqualTo(2);
        assertThat(BenchMain.run("codec", "--rounds", "0")).isEqualTo(2);
        assertThat(BenchMain.run("--help")).isZero();
        assertThat(BenchMain.run("codec", "--help")).isZero();
    }
}
