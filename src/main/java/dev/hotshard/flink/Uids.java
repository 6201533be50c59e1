package dev.hotshard.flink;

/**
 * Operator uids, by which a savepoint finds its state; never to be changed. Each is the operator's name too.
 */
public final class Uids {

    public static final String SCAN = "scan";
    public static final String GATE = "gate";
    public static final String DETECT = "detect";
    public static final String ADMIT = "admit";

    public static final String KAFKA_SOURCE = "kafka-source";
    public static final String ADMITTED_SINK = "admitted-sink";
    public static final String SCATTERED_SINK = "scattered-sink";
    public static final String GATED_SINK = "gated-sink";
    public static final String SEND_HINTS = "send-hints";
    public static final String HOT_IDS_SINK = "hot-ids-sink";
    public static final String DEAD_LETTERS_SINK = "dead-letters-sink";

    public static final String FILES = "files";
    public static final String LINES = "lines";

    public static final String BREAKDOWN = "breakdown";

    public static final String RESTORE = "restore";
    public static final String RESTORE_REPORT = "restore-report";
    public static final String RESTORED_SINK = "restored-sink";
    public static final String LEFT_SINK = "left-sink";
    public static final String BATCHES_SINK = "batches-sink";

    private Uids() {}
}
