package dev.hotshard.connect.kafka;

import dev.hotshard.config.ConsumerProperties;
import dev.hotshard.config.KafkaSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The consumer of hints. */
final class HintConsumer {

    private HintConsumer() {}

    /** @param check interval at which the caller looks for new partitions */
    static Consumer<byte[], byte[]> connect(KafkaSettings settings, Duration check) {
        Properties properties = ConsumerProperties.ofBytes(settings.clients());
        properties.setProperty("client.id", settings.groupId() + "-hints");
        // The client caches metadata this long, so each check for new partitions sees fresh metadata.
        properties.setProperty("metadata.max.age.ms", Long.toString(check.toMillis()));
        return new KafkaConsumer<>(properties);
    }
}
