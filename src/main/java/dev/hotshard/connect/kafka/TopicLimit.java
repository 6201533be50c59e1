package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.ProducerProperties;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import java.util.Properties;

/**
 * The largest record that a topic and our own producer accept. Each attempt of a task asks the brokers
 * before its first record, and fails if none answers. Otherwise a limit that was lowered since the job was
 * submitted would reject the same record after every restart.
 */
final class TopicLimit implements RecordLimit {

    private static final long serialVersionUID = 1L;
    /** The producer compares an estimate with its limits, which is a few bytes above the record's size. */
    private static final int ESTIMATE_ABOVE_SIZE = 32;

    private final ClientSettings settings;
    private final String topic;
    /** Null until the brokers have been asked. */
    private transient Long maxBytes;

    TopicLimit(ClientSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    @Override
    public boolean fits(OutputRecord record) {
        return fits(record.key(), record.value(), record.headers());
    }

    private boolean fits(byte[] key, byte[] value, Headers headers) {
        long max = maxBytes();
        return RecordSize.atMost(key, value, headers) <= max || RecordSize.of(key, value, headers) <= max;
    }

    @Override
    public long room(OutputRecord record) {
        // The lengths before value and record take at most five bytes each.
        return maxBytes() - RecordSize.of(record.key(), null, record.headers()) - 10;
    }

    private long maxBytes() {
        if (maxBytes == null) {
            try (Brokers brokers = Brokers.connect(settings)) {
                maxBytes = largest(settings, brokers.topics().settings(topic).maxRecordBytes());
            }
        }
        return maxBytes;
    }

    /**
     * The largest record, in bytes as {@link RecordSize} counts them, that our producer can send to a topic
     * that accepts batches of {@code topicMaxBytes}.
     */
    static long largest(ClientSettings settings, long topicMaxBytes) {
        Properties producer = ProducerProperties.of(settings);
        long topic = RecordSize.limit(topicMaxBytes, producer.getProperty(ProducerProperties.COMPRESSION, "none"));
        long request = number(producer, ProducerProperties.MAX_REQUEST_SIZE);
        long buffer = number(producer, ProducerProperties.BUFFER_MEMORY);
        return Math.min(topic, Math.min(request, buffer) - ESTIMATE_ABOVE_SIZE);
    }

    private static long number(Properties properties, String name) {
        return Long.parseLong(properties.getProperty(name));
    }
}
