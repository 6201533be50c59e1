package dev.hotshard.kafka;

import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;

/**
 * The largest record that a topic and our own producer take. Where the topic's limit was not known when the job was
 * submitted, each task asks for it before its first record, and fails if no broker answers.
 */
final class TopicLimit implements RecordLimit {

    private static final long serialVersionUID = 1L;

    /** The topic's limit is not known yet. */
    static final long UNKNOWN = -1;

    private final ClientSettings settings;
    private final String topic;
    private long maxBytes;

    TopicLimit(ClientSettings settings, String topic, long topicMaxBytes) {
        this.settings = settings;
        this.topic = topic;
        maxBytes = topicMaxBytes == UNKNOWN ? UNKNOWN : ProducerProperties.limit(settings, topicMaxBytes);
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
        if (maxBytes == UNKNOWN) {
            try (Brokers brokers = Brokers.connect(settings)) {
                maxBytes = ProducerProperties.limit(settings, brokers.topic(topic).maxRecordBytes());
            }
        }
        return maxBytes;
    }
}
