package dev.hotshard.kafka;

import java.util.Properties;

/** Properties of the transactional producers. */
final class ProducerProperties {

    private static final String MAX_REQUEST_SIZE = "max.request.size";
    private static final String BUFFER_MEMORY = "buffer.memory";
    private static final String COMPRESSION = "compression.type";
    /** What a broker takes in one request by default; which record is too large is the topic's to say. */
    private static final int LARGEST_REQUEST = 100 << 20;
    /** The producer judges a record by an upper bound that is a few bytes above its size. */
    private static final int ESTIMATE_ABOVE_SIZE = 32;

    private ProducerProperties() {}

    static Properties of(ClientSettings settings) {
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

    /**
     * The largest record in bytes, as {@link RecordSize} counts them, that this producer can send to a
     * topic that takes records of {@code topicMaxBytes}.
     */
    static long limit(ClientSettings settings, long topicMaxBytes) {
        Properties properties = of(settings);
        long topic = RecordSize.limit(topicMaxBytes, properties.getProperty(COMPRESSION, "none"));
        return Math.min(
                topic,
                Math.min(number(properties, MAX_REQUEST_SIZE), number(properties, BUFFER_MEMORY))
                        - ESTIMATE_ABOVE_SIZE);
    }

    private static long number(Properties properties, String name) {
        return Long.parseLong(properties.getProperty(name));
    }
}
