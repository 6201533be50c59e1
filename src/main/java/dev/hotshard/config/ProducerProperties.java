package dev.hotshard.config;

import java.util.Properties;

/** Properties of the transactional producers. */
public final class ProducerProperties {

    public static final String MAX_REQUEST_SIZE = "max.request.size";
    public static final String BUFFER_MEMORY = "buffer.memory";
    public static final String COMPRESSION = "compression.type";
    /** What a broker takes in one request by default; which record is too large is the topic's to say. */
    private static final int LARGEST_REQUEST = 100 << 20;

    private ProducerProperties() {}

    public static Properties of(ClientSettings settings) {
        Properties properties = settings.client();
        properties.putIfAbsent(MAX_REQUEST_SIZE, Integer.toString(LARGEST_REQUEST));
        properties.putIfAbsent(BUFFER_MEMORY, Integer.toString(32 << 20));
        // Costs readers nothing: they see records once a checkpoint commits them, and it sends at once what
        // still waits. Half-empty batches of several sinks cost the broker more than the events in them.
        properties.putIfAbsent("linger.ms", "100");
        properties.putIfAbsent("batch.size", Integer.toString(64 << 10));
        properties.setProperty(
                "transaction.timeout.ms",
                Long.toString(settings.transactionTimeout().toMillis()));
        return properties;
    }
}
