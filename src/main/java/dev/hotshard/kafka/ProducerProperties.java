package dev.hotshard.kafka;

import java.util.Properties;

/** Properties of the transactional producers. */
final class ProducerProperties {

    private static final String MAX_REQUEST_SIZE = "max.request.size";
    private static final String COMPRESSION = "compression.type";
    /** What a broker takes in one request by default; which record is too large is the topic's to say. */
    private static final int LARGEST_REQUEST = 100 << 20;

    private ProducerProperties() {}

    static Properties of(KafkaSettings settings) {
        Properties properties = settings.client();
        properties.putIfAbsent(MAX_REQUEST_SIZE, Integer.toString(LARGEST_REQUEST));
        // A few milliseconds make batches of what would be a request a record.
        properties.putIfAbsent("linger.ms", "5");
        properties.putIfAbsent("batch.size", Integer.toString(64 << 10));
        properties.setProperty("transaction.timeout.ms", Long.toString(settings.transactionTimeout().toMillis()));
        return properties;
    }

    /** The largest record in bytes, as {@link RecordSize} counts them, that passes this producer and the topic. */
    static long limit(KafkaSettings settings, long maxMessageBytes) {
        Properties properties = of(settings);
        boolean compressed = !properties.getProperty(COMPRESSION, "none").equals("none");
        // The producer judges by an upper bound that is a few bytes above the size.
        long producer = Long.parseLong(properties.getProperty(MAX_REQUEST_SIZE)) - 32;
        return Math.min(RecordSize.limit(maxMessageBytes, compressed), producer);
    }
}
