package dev.hotshard.connect.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Checks how long topics keep records. A job does not change the timestamps of records, and brokers delete
 * by these.
 */
final class RetentionChecks {

    private final Findings findings;
    private final UnreadRecords input;

    RetentionChecks(Findings findings, UnreadRecords input) {
        this.findings = findings;
        this.input = input;
    }

    /**
     * Finds a problem if the topic would delete what is about to be written, and warns if it may delete what
     * is written later, sooner than the input does.
     */
    void check(String name, TopicSettings topic) {
        checkBytes(name, topic);
        long kept = topic.retentionMillis();
        long inputKeeps = input.settings().retentionMillis();
        if (topic.setsTimestamps() || kept >= inputKeeps) {
            return;
        }
        String keeps = "topic " + name + " deletes records " + TimeUtils.formatWithHighestUnit(Duration.ofMillis(kept))
                + " after their own timestamps";
        String remedy = findings.remedy(name, TopicConfig.RETENTION_MS_CONFIG, TopicSettings.retention(inputKeeps));
        if (input.oldestMillis() < System.currentTimeMillis() - kept) {
            findings.problem(keeps + ", and " + input.topic() + " has unread records from "
                    + Instant.ofEpochMilli(input.oldestMillis()).truncatedTo(ChronoUnit.SECONDS)
                    + ", which would be lost: " + remedy);
        } else {
            findings.warn(keeps + ", sooner than " + input.topic()
                    + ", and would lose records that are read later than that: " + remedy);
        }
    }

    private void checkBytes(String name, TopicSettings topic) {
        long inputKeeps = input.settings().retentionBytes();
        if (topic.retentionBytes() < inputKeeps) {
            findings.warn("topic " + name + " keeps " + topic.retentionBytes() + " bytes per partition, less than "
                    + input.topic() + ", and deletes older records even if unread: "
                    + findings.remedy(name, TopicConfig.RETENTION_BYTES_CONFIG, TopicSettings.retention(inputKeeps)));
        }
    }
}
