package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of hints. The detector repeats a hint after 10 s, so an attempt takes no longer than that.
 * The user's timeouts do not apply: they may be as long as an outage that events should survive.
 */
final class HintProducer {

    private static final String MAX_BLOCK_MILLIS = "1000";
    private static final String REQUEST_MILLIS = "5000";
    private static final String DELIVERY_MILLIS = "10000";

    private HintProducer() {}

    static Producer<byte[], byte[]> connect(KafkaSettings settings) {
        return new KafkaProducer<>(properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Properties properties(KafkaSettings settings) {
        Properties properties = settings.clients().client();
        properties.setProperty("client.id", settings.groupId() + "-hints");
        properties.setProperty("acks", "all");
        // A duplicate hint does no harm, and an idempotent producer may need one more permission.
        properties.setProperty("enable.idempotence", "false");
        properties.setProperty("linger.ms", "0");
        properties.setProperty("max.block.ms", MAX_BLOCK_MILLIS);
        properties.setProperty("request.timeout.ms", REQUEST_MILLIS);
        properties.setProperty("delivery.timeout.ms", DELIVERY_MILLIS);
        return properties;
    }
}
