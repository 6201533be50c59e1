package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProducerPropertiesTest {

    @Test
    void shouldLetBatchesFill() {
        assertThat(of(Map.of())).containsEntry("linger.ms", "100").containsEntry("batch.size", "65536");
    }

    @Test
    void shouldPreferTheUsersProperties() {
        assertThat(of(Map.of("linger.ms", "7", "batch.size", "8")))
                .containsEntry("linger.ms", "7")
                .containsEntry("batch.size", "8");
    }

    @Test
    void shouldTakeTheTransactionTimeoutFromItsOption() {
        assertThat(of(Map.of())).containsEntry("transaction.timeout.ms", "900000");
    }

    private static Properties of(Map<String, String> clientProperties) {
        return ProducerProperties.of(new ClientSettings("b:1", "hotshard", Duration.ofMinutes(15), clientProperties));
    }
}
