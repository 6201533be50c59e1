package dev.hotshard.job;

/**
 * Operator uids, by which a savepoint finds its state; never to be changed. Each is the operator's name too.
 */
final class Uids {

    static final String SCAN = "scan";
    static final String GATE = "gate";
    static final String DETECT = "detect";
    static final String ADMIT = "admit";

    static final String KAFKA_SOURCE = "kafka-source";
    static final String ADMITTED_SINK = "admitted-sink";
    static final String SCATTERED_SINK = "scattered-sink";
    static final String GATED_SINK = "gated-sink";
    static final String SEND_HINTS = "send-hints";
    static final String HOT_IDS_SINK = "hot-ids-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";

    static final String FILES = "files";
    static final String LINES = "lines";

    static final String BREAKDOWN = "breakdown";

    static final String RESTORE = "restore";
    static final String RESTORE_REPORT = "restore-report";
    static final String RESTORED_SINK = "restored-sink";
    static final String LEFT_SINK = "left-sink";
    static final String BATCHES_SINK = "batches-sink";

    private Uids() {}
}
