package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.event.KeySpec;
import dev.hotshard.mitigate.ScatterMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String TTL = "a duration such as 48 h, at least 1 s and at most 36500 d";
    private static final String COUNT = "a whole number, at least 1";

    @Test
    void shouldHaveTheDefaultsOfTheContract() {
        assertThat(Settings.of(new Configuration()))
                .isEqualTo(new Settings(
                        new EventSettings(
                                new KeySpec(ZoneId.of("UTC"), "token", "hotshard"),
                                ScatterMode.DEDUP,
                                1_048_576,
                                false),
                        new DetectorSettings(200_000, Duration.ofHours(48), 8 << 20, false),
                        new GateSettings(true, new AdmissionSlack(BigDecimal.valueOf(0.0), 8 << 20))));
    }

    @Test
    void shouldReadEveryOption() {
        Configuration conf = Configuration.fromMap(Map.of(
                "hotshard.threshold", "1",
                "hotshard.state-ttl", "90 min",
                "hotshard.event-date.timezone", "Europe/Berlin",
                "hotshard.project-property", "project",
                "hotshard.hash-secret", "secret",
                "hotshard.scatter-key", "random",
                "hotshard.max-event-bytes", "1",
                "hotshard.admission.slack", "0.05",
                "hotshard.admission.memory", "1 mb",
                "hotshard.forget-changed-state", "true"));
        conf.setString("hotshard.count-cache", "4 kb");
        conf.setString("hotshard.trust-restored", "true");

        assertThat(Settings.of(conf))
                .isEqualTo(new Settings(
                        new EventSettings(
                                new KeySpec(ZoneId.of("Europe/Berlin"), "project", "secret"),
                                ScatterMode.RANDOM,
                                1,
                                true),
                        new DetectorSettings(1, Duration.ofMinutes(90), 1 << 12, true),
                        new GateSettings(true, new AdmissionSlack(new BigDecimal("0.05"), 1 << 20))));
    }

    @Test
    void shouldRefuseSlackWithoutTheGate() {
        Configuration conf =
                Configuration.fromMap(Map.of("hotshard.gate", "false", "hotshard.admission.slack", "0.05"));

        assertThatThrownBy(() -> Settings.of(conf))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining(
                        "hotshard.admission.slack is not 0, but hotshard.gate is false: the gate admits events "
                                + "within the slack; set it to true, or the slack to 0");
    }

    @Test
    void shouldAllowNoCountCache() {
        assertThat(Settings.of(Configuration.fromMap(Map.of("hotshard.count-cache", "0")))
                        .detector()
                        .countCacheBytes())
                .isZero();
    }

    @Test
    void shouldRefuseACountCacheWithTimersOnTheHeap() {
        Configuration conf = Configuration.fromMap(
                Map.of("state.backend", "rocksdb", "state.backend.rocksdb.timer-service.factory", "heap"));

        assertThatThrownBy(() -> Settings.of(conf))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessage("state.backend.rocksdb.timer-service.factory is HEAP: timers of all keys fill the heap, "
                        + "and hotshard.count-cache does not work: set state.backend.rocksdb.timer-service.factory to "
                        + "ROCKSDB; to resume from state that was kept with HEAP, set hotshard.count-cache to 0");

        conf.setString("hotshard.count-cache", "0");
        assertThat(Settings.of(conf).detector().countCacheBytes()).isZero();
        conf.removeKey("hotshard.count-cache");
        conf.setString("state.backend", "hashmap");
        assertThat(Settings.of(conf).detector().countCacheBytes()).isPositive();
    }

    @Test
    void shouldAllowNoGate() {
        assertThat(Settings.of(Configuration.fromMap(Map.of("hotshard.gate", "false")))
                        .gate()
                        .isOn())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hotshard.threshold | 0 | " + COUNT,
                "hotshard.threshold | -1 | " + COUNT,
                "hotshard.threshold | many | " + COUNT,
                "hotshard.threshold | 1.5 | " + COUNT,
                "hotshard.threshold | '' | " + COUNT,
                "hotshard.threshold | 99999999999999999999 | " + COUNT,
                "hotshard.event-date.timezone | Mars/Olympus | an IANA time zone such as UTC or Europe/Berlin",
                "hotshard.event-date.timezone | '' | an IANA time zone such as UTC or Europe/Berlin",
                "hotshard.state-ttl | 48 | " + TTL,
                "hotshard.state-ttl | -1 h | " + TTL,
                "hotshard.state-ttl | 3 fortnights | " + TTL,
                "hotshard.state-ttl | 36501 d | " + TTL,
                "hotshard.state-ttl | 999999999999999 h | " + TTL,
                "hotshard.admission.slack | -0.1 | a fraction of the threshold, 0 to 1",
                "hotshard.admission.slack | 1.1 | a fraction of the threshold, 0 to 1",
                "hotshard.admission.slack | NaN | a fraction of the threshold, 0 to 1",
                "hotshard.admission.memory | 63 b | a size such as 8 mb, at least 64 bytes and at most 1 gb",
                "hotshard.admission.memory | 2 gb | a size such as 8 mb, at least 64 bytes and at most 1 gb",
                "hotshard.count-cache | 255 b | 0, or a size such as 8 mb, at least 256 bytes and at most 1 gb",
                "hotshard.count-cache | 2 gb | 0, or a size such as 8 mb, at least 256 bytes and at most 1 gb",
                "hotshard.project-property | '' | the name of a property that is none of "
                        + "$insert_id, distinct_id, mp_original_distinct_id, mp_original_event_name, time",
                "hotshard.project-property | time | the name of a property that is none of "
                        + "$insert_id, distinct_id, mp_original_distinct_id, mp_original_event_name, time",
                "hotshard.scatter-key | both | dedup or random",
                "hotshard.max-event-bytes | 0 | " + COUNT,
                "hotshard.max-event-bytes | 3000000000 | " + COUNT,
                "hotshard.forget-changed-state | yes | true or false"
            })
    void shouldReportABadValueWithItsKeyAndTheExpectation(String key, String value, String expectation) {
        assertRefused(Map.of(key, value), "%s is '%s': expected %s".formatted(key, value, expectation));
    }

    @ParameterizedTest
    @CsvSource({
        "hotshard.treshold, ': did you mean hotshard.threshold?'",
        "hotshard.timezone, ': did you mean hotshard.event-date.timezone?'",
        "hotshard.kafka.input.topic, ': did you mean hotshard.kafka.input-topic?'",
        "hotshard.Threshold, ': did you mean hotshard.threshold?'",
        "hotshard.kafka.property.linger.ms, ': did you mean hotshard.kafka.properties?'",
        "hotshard.kafka.properties., ': did you mean hotshard.kafka.properties?'",
        "hotshard.unheard-of, ''"
    })
    void shouldSuggestTheNearestKeyForAnUnknownOne(String key, String suggestion) {
        assertRefused(Map.of(key, "1"), "unknown option " + key + suggestion);
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        assertRefused(Map.of("hotshard.threshold", "x", "hotshard.state-ttl", "y", "hotshard.z", "z"), """
                unknown option hotshard.z
                hotshard.threshold is 'x': expected %s
                hotshard.state-ttl is 'y': expected %s""".formatted(
                        COUNT, TTL));
    }

    @Test
    void shouldIgnoreFlinksOptions() {
        Configuration conf = Configuration.fromMap(Map.of("parallelism.default", "2", "hotshardlike.key", "1"));

        assertThat(Settings.of(conf)).isEqualTo(Settings.of(new Configuration()));
    }

    private static void assertRefused(Map<String, String> options, String message) {
        assertThatThrownBy(() -> Settings.of(Configuration.fromMap(options)))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage(message);
    }
}
