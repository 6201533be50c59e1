package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final long CLOCK = Instant.parse("2030-05-05T12:00:00Z").toEpochMilli();
    private static final long TIMESTAMP = Instant.parse("2025-01-01T12:00:00Z").toEpochMilli();

    private final EventReader reader = new EventReader(ReferenceDetector.keySpec(ZoneId.of("UTC")), 100, () -> CLOCK);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO_ID {\"event\":\"e\",\"properties\":{}}",
                "NO_ID {\"event\":\"e\",\"properties\":{\"distinct_id\":null}}",
                "EMPTY_ID {\"event\":\"e\",\"properties\":{\"distinct_id\":\"\"}}",
                "INVALID_ID {\"event\":\"e\",\"properties\":{\"distinct_id\":true}}",
                "INVALID_ID {\"event\":\"e\",\"properties\":{\"distinct_id\":[1]}}",
                "INVALID_ID {\"event\":\"e\",\"properties\":{\"distinct_id\":{}}}",
                "NO_ID {\"event\":\"e\",\"properties\":{},\"distinct_id\":\"a\"}",
                "RESERVED_NAME {\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"a\"}}",
                "RESERVED_NAME {\"event\":\"$hotshard\\u005fevents\",\"properties\":{\"distinct_id\":\"a\"}}",
                "RESERVED_NAME {\"event\":\"$hotshard_record\",\"properties\":{\"distinct_id\":\"a\"}}",
                "NO_EVENT {\"properties\":{\"distinct_id\":\"a\"}}",
                "NO_EVENT {\"event\":\"e\"}",
                "NO_EVENT {\"event\":\"e\",\"properties\":null}",
                "NO_EVENT {\"event\":\"e\",\"properties\":\"{}\"}",
                "NO_EVENT {}"
            })
    void shouldExemptWhatCannotOverheatAShard(String reasonAndValue) {
        String[] parts = reasonAndValue.split(" ", 2);
        Event event = reader.read(Events.record(parts[1]));

        assertThat(reader.uncounted()).isEqualTo(Uncounted.valueOf(parts[0]));
        assertThat(event.key()).isNull();
        assertThat(event.epochDay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "false", "[]", "{}", "1", "\"$hotshard_events \"", "\"$Hotshard_events\""})
    void shouldCountEventsWithAnyOtherValues(String name) {
        assertThat(reader.read(Events.record("{\"event\":" + name + ",\"properties\":{\"distinct_id\":0}}"))
                        .key())
                .isNotNull();
    }

    @Test
    void shouldDateByTimeElseTimestampElseClock() {
        assertThat(date("86400", TIMESTAMP)).isEqualTo("1970-01-02");
        assertThat(reader.timeFellBack()).isFalse();
        for (String unusable : new String[] {
            "null",
            "\"\"",
            "\"x\"",
            "1e15",
            "1718013600000000",
            "\"2024-06-10T10:00:00Z\"",
            "253402300800000",
            "-62135596801",
            "{}"
        }) {
            assertThat(date(unusable, TIMESTAMP)).as(unusable).isEqualTo("2025-01-01");
            assertThat(reader.timeFellBack()).isTrue();
            assertThat(date(unusable, SourceRecord.NO_TIMESTAMP)).as(unusable).isEqualTo("2030-05-05");
            assertThat(date(unusable, Long.MAX_VALUE)).as(unusable).isEqualTo("2030-05-05");
            assertThat(reader.timeFellBack()).isTrue();
        }
        assertThat(date("-62135596800", TIMESTAMP)).isEqualTo("0001-01-01");
        assertThat(date("253402300799999", TIMESTAMP)).isEqualTo("9999-12-31");
        assertThat(reader.timeFellBack()).isFalse();
    }

    @Test
    void shouldRejectARecordWithoutAValue() {
        assertThat(reader.read(new SourceRecord(new byte[1], null, Headers.NONE, 0, 0, 0)))
                .isNull();
        assertThat(reader.rejection().reason()).isEqualTo(Reason.NULL_VALUE);
    }

    @Test
    void shouldRejectAnyValueAboveTheLimit() {
        byte[] longest = "{\"event\":1}".concat(" ".repeat(89)).getBytes(StandardCharsets.UTF_8);
        assertThat(longest).hasSize(100);

        assertThat(reader.read(Events.record(longest))).isNotNull();
        assertThat(reader.read(Events.record(new byte[101]))).isNull();
        assertThat(reader.rejection()).isEqualTo(new Rejection(Reason.TOO_LARGE, "101 bytes, 100 are allowed"));
    }

    @Test
    void shouldForgetARejectionWithTheNextEvent() {
        reader.read(Events.record("nonsense"));
        reader.read(Events.record("{}"));

        assertThat(reader.rejection()).isNull();
    }

    private LocalDate date(String time, long timestamp) {
        byte[] value = "{\"event\":\"e\",\"properties\":{\"distinct_id\":1,\"time\":%s}}"
                .formatted(time)
                .getBytes(StandardCharsets.UTF_8);
        return reader.read(new SourceRecord(null, value, Headers.NONE, timestamp, 0, 0))
                .date();
    }
}
