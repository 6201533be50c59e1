package dev.hotshard.config;

import java.util.Properties;

/** Properties of the transactional producers: those of the user, with defaults for throughput. */
public final class ProducerProperties {

    public static final String MAX_REQUEST_SIZE = "max.request.size";
    public static final String BUFFER_MEMORY = "buffer.memory";
    public static final String COMPRESSION = "compression.type";
    /** The largest request that brokers accept by default; each topic decides which record is too large. */
    private static final int LARGEST_REQUEST = 100 << 20;

    private ProducerProperties() {}

    /** The properties of a producer, without its transactional id and its serializers; a new object. */
    public static Properties of(ClientSettings settings) {
        Properties properties = settings.client();
        properties.putIfAbsent(MAX_REQUEST_SIZE, Integer.toString(LARGEST_REQUEST));
        properties.putIfAbsent(BUFFER_MEMORY, Integer.toString(32 << 20));
        // Readers lose nothing: they see records once a checkpoint commits them, and that sends at once what
        // still waits. Half-empty batches of several sinks would cost the broker more than their events.
        properties.putIfAbsent("linger.ms", "100");
        properties.putIfAbsent("batch.size", Integer.toString(64 << 10));
        properties.setProperty(
                "transaction.timeout.ms",
                Long.toString(settings.transactionTimeout().toMillis()));
        return properties;
    }
}
