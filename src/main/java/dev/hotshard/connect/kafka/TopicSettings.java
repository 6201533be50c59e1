package dev.hotshard.connect.kafka;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/** The settings of a topic that decide whether it accepts the records of a job, and how long it keeps them. */
record TopicSettings(Config config) {

    long maxMessageBytes() {
        return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    }

    /**
     * The largest record in bytes, as {@link RecordSize} counts, from a producer that does not compress. A
     * topic with a compression of its own judges records after it compressed them.
     */
    long maxRecordBytes() {
        return RecordSize.limit(maxMessageBytes(), text(TopicConfig.COMPRESSION_TYPE_CONFIG));
    }

    /** How long the topic keeps a record after its timestamp; {@link Long#MAX_VALUE} for no limit. */
    long retentionMillis() {
        long retention = number(TopicConfig.RETENTION_MS_CONFIG);
        return retention < 0 || !isDeleted() ? Long.MAX_VALUE : retention;
    }

    /** The number of bytes that the topic keeps of each partition; {@link Long#MAX_VALUE} for all. */
    long retentionBytes() {
        long retention = number(TopicConfig.RETENTION_BYTES_CONFIG);
        return retention < 0 || !isDeleted() ? Long.MAX_VALUE : retention;
    }

    /** The value of a setting for a retention that this class returned. */
    static String retention(long retention) {
        return retention == Long.MAX_VALUE ? "-1" : Long.toString(retention);
    }

    private boolean isDeleted() {
        return text(TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_DELETE);
    }

    boolean isCompacted() {
        return text(TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** Whether the broker sets timestamps itself, and so rejects none. */
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
