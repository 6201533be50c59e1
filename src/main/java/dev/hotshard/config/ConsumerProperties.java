package dev.hotshard.config;

import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Properties of the consumers: they read what is committed, and leave offsets and topics to the job. */
public final class ConsumerProperties {

    private ConsumerProperties() {}

    /** The properties of a consumer whose deserializers the connector sets. */
    public static Properties of(ClientSettings settings) {
        Properties properties = settings.client();
        properties.putIfAbsent("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        return properties;
    }

    /** The properties of a consumer of bytes. */
    public static Properties ofBytes(ClientSettings settings) {
        Properties properties = of(settings);
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        return properties;
    }
}
