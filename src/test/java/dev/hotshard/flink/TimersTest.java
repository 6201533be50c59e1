package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {

    private static final long FIRED = 1_700_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {FIRED - 600_000, FIRED - 1, FIRED, FIRED + 1, FIRED + 600_000})
    void shouldSetTheNextExpiryAfterTheFiredTimer(long expiry) {
        assertThat(Timers.nextExpiry(FIRED, expiry))
                .isGreaterThan(FIRED)
                .isGreaterThanOrEqualTo(expiry)
                .isEven();
    }

    @ParameterizedTest
    @ValueSource(longs = {FIRED, FIRED + 1})
    void shouldKeepExpiryAndReportTimersApart(long millis) {
        assertThat(Timers.expiry(millis)).isEven();
        assertThat(Timers.report(millis)).isOdd();
    }
}
