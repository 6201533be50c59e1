package dev.hotshard.connect.kafka;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/** The settings of a topic that decide whether it takes what the job writes. */
record TopicSettings(Config config) {

    long maxMessageBytes() {
        return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    }

    /**
     * The largest record, as {@link RecordSize} counts, of a producer that does not compress: a topic may
     * compress anew, and judges what comes of it.
     */
    long maxRecordBytes() {
        return RecordSize.limit(maxMessageBytes(), text(TopicConfig.COMPRESSION_TYPE_CONFIG));
    }

    /** How long the topic keeps a record, by its timestamp; {@link Long#MAX_VALUE} for ever. */
    long retentionMillis() {
        long retention = number(TopicConfig.RETENTION_MS_CONFIG);
        return retention < 0 || !isDeleted() ? Long.MAX_VALUE : retention;
    }

    /** How many bytes of each partition the topic keeps; {@link Long#MAX_VALUE} for all. */
    long retentionBytes() {
        long retention = number(TopicConfig.RETENTION_BYTES_CONFIG);
        return retention < 0 || !isDeleted() ? Long.MAX_VALUE : retention;
    }

    /** A retention, as this class gives it, as the value of a setting. */
    static String retention(long retention) {
        return retention == Long.MAX_VALUE ? "-1" : Long.toString(retention);
    }

    private boolean isDeleted() {
        return text(TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_DELETE);
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
