package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.json.Span;
import dev.hotshard.testkit.generate.HostileTime;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.ReferenceTime;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource({
        "1618716477, 1618716477000",
        "1618716477.123, 1618716477123",
        "1618716477000, 1618716477000",
        "1.618716477e9, 1618716477000",
        "1618716477000e-3, 1618716477000",
        "16187164770000000e-7, 1618716477000",
        "1618716477.1239, 1618716477123",
        "1618716477123.9, 1618716477123",
        "1618716477.12299999999999999999999999999999, 1618716477122",
        "0, 0",
        "-0, 0",
        "0.0e5, 0",
        "1, 1000",
        "-1, -1000",
        "0.001, 1",
        "0.0009, 0",
        "1e-3, 1",
        "-0.0001, -1",
        "-0.001, -1",
        "-0.0011, -2",
        "-1.5, -1500",
        "-1e-999999999, -1",
        "99999999999, 99999999999000",
        "99999999999.9999, 99999999999999",
        "100000000000, 100000000000",
        "1e11, 100000000000",
        "0.99999999999e11, 99999999999000",
        "-99999999999, -99999999999000",
        "-100000000000, -100000000000",
        "100000000000.9, 100000000000",
        "-100000000000.1, -100000000001",
        "999999999999999, 999999999999999",
        "999999999999999.999999, 999999999999999"
    })
    void shouldReadNumbersBelowTenToTheEleventhAsSeconds(String number, long millis) {
        assertThat(millis(number)).isEqualTo(millis);
        assertThat(millis('"' + number + '"')).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0e999999999999",
                "-0e-999999999999",
                "0.000e99999999999999999999999999",
                "1e-999999999",
                "9e-99999999999999999999999999999999999999"
            })
    void shouldNotExpandExponentsOfZero(String number) {
        assertThat(millis(number)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e999999999999",
                "-1e99999999999999999999999",
                "1e15",
                "1000000000000000",
                "123456789012345678901234567890"
            })
    void shouldRejectNumbersBeyondAllDates(String number) {
        assertThat(millis(number)).isEqualTo(EventTime.UNUSABLE);
    }

    @Test
    void shouldLetManyZerosAndTheirExponentCancelOut() {
        int zeros = 100_000;
        String zeroDigits = "0".repeat(zeros);
        assertThat(millis("0." + zeroDigits + "1618716477e" + (zeros + 10))).isEqualTo(1618716477000L);
        assertThat(millis("1618716477" + zeroDigits + "e-" + zeros)).isEqualTo(1618716477000L);
        assertThat(millis("-1618716477" + zeroDigits + "1e-" + (zeros + 1))).isEqualTo(-1618716477001L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" 1\"",
                "\"1 \"",
                "\"1.\"",
                "\"01\"",
                "\"+1\"",
                "\".5\"",
                "\"1e\"",
                "\"0x10\"",
                "\"NaN\"",
                "\"2021-04-18\"",
                "\"1,5\"",
                "\"1\\u0000\"",
                "\"\\u0661\"",
                "\"-\"",
                "true",
                "null",
                "[1]",
                "{}"
            })
    void shouldRejectWhatIsNotAJsonNumber(String value) {
        assertThat(millis(value)).isEqualTo(EventTime.UNUSABLE);
    }

    @Test
    void shouldReadStringsAfterDecoding() {
        assertThat(millis("\"\\u0031618716477\\u002e5\"")).isEqualTo(1618716477500L);
        assertThat(millis("\"\\u0031\\u0065\\u0039\"")).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void shouldRejectAnAbsentTime() {
        assertThat(EventTime.millis(new byte[0], Span.NONE)).isEqualTo(EventTime.UNUSABLE);
    }

    @Test
    void shouldAgreeWithBigDecimal() {
        SplittableRandom random = Seed.random(getClass());
        HostileTime times = new HostileTime(random);
        for (int i = 0; i < 100_000; i++) {
            String number = times.next();
            assertThat(millis(number))
                    .as(number)
                    .isEqualTo(ReferenceTime.millis(number).orElse(EventTime.UNUSABLE));
        }
    }

    private static long millis(String json) {
        // After a colon, because a span that starts at 0 is Span.NONE.
        byte[] value = (":" + json).getBytes(StandardCharsets.UTF_8);
        return EventTime.millis(value, Span.of(1, value.length));
    }
}
