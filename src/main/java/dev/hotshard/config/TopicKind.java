package dev.hotshard.config;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The kinds of topics. A row says which permissions clients need, how a missing topic is created, and what
 * must hold of an existing one. "Input" is the topic that the same job reads events from. Every topic that
 * a job writes must accept timestamps of any age, or let the broker set them.
 */
public enum TopicKind {
    /** Events that a job reads and moves on. */
    EVENTS_IN(EnumSet.of(READ, DESCRIBE_CONFIGS), Creation.BROKER_DEFAULTS, Size.ANY, Retention.ANY),
    /** Earlier output of a job, to be restored. */
    REWRITTEN(EnumSet.of(READ, DESCRIBE_CONFIGS), Creation.NEVER, Size.ANY, Retention.ANY),
    /** Records that are only looked at. */
    SCANNED(EnumSet.of(READ), Creation.NEVER, Size.ANY, Retention.ANY),
    /** Events that a job writes. */
    EVENTS_OUT(EnumSet.of(WRITE, DESCRIBE_CONFIGS), Creation.LIKE_INPUT, Size.AS_INPUT, Retention.AS_INPUT),
    /** Records that a job could not process. */
    DEAD_LETTERS(EnumSet.of(WRITE, DESCRIBE_CONFIGS), Creation.ONE_PARTITION, Size.ABOVE_INPUT, Retention.AS_INPUT),
    /** Small records about events, for people and other programs. */
    NOTICES(EnumSet.of(WRITE, DESCRIBE_CONFIGS), Creation.ONE_PARTITION, Size.ANY, Retention.LASTING),
    /** What a job tells itself: without it the job is slower, so a defect is only warned about. */
    HINTS(EnumSet.of(READ, WRITE, DESCRIBE_CONFIGS), Creation.ONE_PARTITION, Size.ANY, Retention.ANY);

    /** How a missing topic is created where the user allows it. */
    public enum Creation {
        NEVER,
        /** With the brokers' default settings. */
        BROKER_DEFAULTS,
        /** With the partitions, record size and retention of the input. */
        LIKE_INPUT,
        /** With one partition. */
        ONE_PARTITION
    }

    /** The largest record that a topic must accept. */
    public enum Size {
        ANY,
        /** The input's; a lower one is warned about, since larger events become dead letters. */
        AS_INPUT,
        /** More than the input's, for the headers that a dead letter bears. */
        ABOVE_INPUT
    }

    /** How long a topic must keep records. */
    public enum Retention {
        /** Any time. */
        ANY,
        /** Every record counts, so it is not compacted; a created one keeps records as long as the input. */
        LASTING,
        /** The same, and an existing one must keep records as long as the input too. */
        AS_INPUT
    }

    private final Set<AclOperation> operations;
    private final Creation creation;
    private final Size size;
    private final Retention retention;

    TopicKind(EnumSet<AclOperation> operations, Creation creation, Size size, Retention retention) {
        this.operations = Collections.unmodifiableSet(operations);
        this.creation = creation;
        this.size = size;
        this.retention = retention;
    }

    /** The operations that a client must be allowed; brokers imply {@code Describe} with the first. */
    public Set<AclOperation> operations() {
        return operations;
    }

    /** How a missing topic is created where the user allows it. */
    public Creation creation() {
        return creation;
    }

    /** The largest record that the topic must accept. */
    public Size size() {
        return size;
    }

    /** How long the topic must keep records. */
    public Retention retention() {
        return retention;
    }

    /** Whether jobs read such a topic. */
    public boolean isRead() {
        return operations.contains(READ);
    }

    /** Whether jobs write such a topic. */
    public boolean isWritten() {
        return operations.contains(WRITE);
    }

    /** Whether a job runs without such a topic, only slower, and keeps no state about it. */
    public boolean isAdvisory() {
        return this == HINTS;
    }
}
