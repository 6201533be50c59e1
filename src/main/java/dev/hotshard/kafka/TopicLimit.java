package dev.hotshard.kafka;

import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;

/**
 * The largest record that a topic and our own producer take. Each attempt of a task asks the brokers before
 * its first record, and fails if none answers: a limit that was lowered since the job was submitted, or
 * while it ran, would otherwise reject the same record after every restart.
 */
final class TopicLimit implements RecordLimit {

    private static final long serialVersionUID = 1L;

    private final ClientSettings settings;
    private final String topic;
    /** Null until it was asked for. */
    private transient Long maxBytes;

    TopicLimit(ClientSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    @Override
    public boolean fits(OutputRecord record) {
        return fits(record.key(), record.value(), record.headers());
    }

    boolean fits(byte[] key, byte[] value, Headers headers) {
        long max = maxBytes();
        return RecordSize.atMost(key, value, headers) <= max || RecordSize.of(key, value, headers) <= max;
    }

    long maxBytes() {
        if (maxBytes == null) {
            try (Brokers brokers = Brokers.connect(settings)) {
                maxBytes =
                        ProducerProperties.limit(settings, brokers.topic(topic).maxRecordBytes());
            }
        }
        return maxBytes;
    }
}
