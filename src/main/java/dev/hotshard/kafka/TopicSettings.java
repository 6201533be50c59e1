package dev.hotshard.kafka;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/** The settings of a topic that decide whether it takes what the job writes. */
record TopicSettings(Config config) {

    long maxMessageBytes() {
        return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    }

    /** The largest record, as {@link RecordSize} counts, of a producer that does not compress: a topic may compress anew, and judges what comes of it. */
    long maxRecordBytes() {
        return RecordSize.limit(maxMessageBytes(), text(TopicConfig.COMPRESSION_TYPE_CONFIG));
    }

    boolean isCompacted() {
        return text(TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** Whether the broker sets its own timestamps and so judges none. */
    boolean setsTimestamps() {
        return text(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals("LogAppendTime");
    }

    long maxAgeMillis() {
        return number(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);
    }

    long maxAheadMillis() {
        return number(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
    }

    private long number(String name) {
        return Long.parseLong(text(name));
    }

    private String text(String name) {
        return config.get(name).value();
    }
}
