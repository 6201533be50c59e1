package dev.hotshard.detect.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionSlackTest {

    @ParameterizedTest
    @CsvSource({
        "0.05, 6000, 2, 150",
        "0.05, 6000, 3, 100",
        "0.05, 6000, 7, 42",
        "0.05, 200000, 64, 156",
        // As a double, 0.07 is a little more than 0.07, and 100 times it is a little more than 7.
        "0.07, 100, 7, 1",
        "0.29, 100, 29, 1",
        "0.05, 19, 1, 0",
        "0.05, 20, 1, 1",
        "0.05, 200000, 2, 254",
        "1, 4611686018427387903, 1, 254",
        "0, 200000, 2, 0"
    })
    void shouldRoundTheAllowanceOfAGateDown(BigDecimal fraction, long threshold, int gates, int allowance) {
        assertThat(new AdmissionSlack(fraction, 64).allowances(gates).of(threshold))
                .isEqualTo(allowance);
    }

    @Test
    void shouldKeepAllGatesTogetherWithinTheSlack() {
        for (int gates = 1; gates <= 1000; gates++) {
            int allowance = new AdmissionSlack(new BigDecimal("0.05"), 64)
                    .allowances(gates)
                    .of(6000);
            assertThat((long) gates * allowance)
                    .isLessThanOrEqualTo(300)
                    .isGreaterThan(300 - gates - (gates == 1 ? 300 - 254 : 0));
        }
    }

    @Test
    void shouldComputeAnAllowanceForEachThreshold() {
        SplittableRandom random = Seed.random(getClass());
        for (int world = 0; world < 200; world++) {
            BigDecimal fraction = BigDecimal.valueOf(random.nextLong(4000), random.nextInt(1, 6));
            int gates = 1 + random.nextInt(40);
            Allowances allowances = new AdmissionSlack(fraction, 64).allowances(gates);
            for (int i = 0; i < 200; i++) {
                long threshold = random.nextLong(1L << random.nextInt(1, 40));
                BigDecimal exact = fraction.multiply(BigDecimal.valueOf(threshold))
                        .divideToIntegralValue(BigDecimal.valueOf(gates));
                assertThat(allowances.of(threshold))
                        .as("%s of %d by %d gates", fraction, threshold, gates)
                        .isEqualTo(exact.min(BigDecimal.valueOf(254)).intValue());
            }
        }
    }

    @Test
    void shouldBeOffWithoutSlack() {
        assertThat(AdmissionSlack.NONE.isOn()).isFalse();
        assertThat(new AdmissionSlack(new BigDecimal("0.0"), 64).isOn()).isFalse();
        assertThat(new AdmissionSlack(new BigDecimal("0.001"), 64).isOn()).isTrue();
    }
}
