package dev.hotshard.flink;

/**
 * The uids of all operators except the sinks of places. Flink matches the state of a savepoint to operators by
 * uid. Each uid is also the operator's name.
 */
public final class Uids {

    public static final String SCAN = "scan";
    public static final String GATE = "gate";
    public static final String DETECT = "detect";

    public static final String KAFKA_SOURCE = "kafka-source";
    public static final String SEND_HINTS = "send-hints";

    public static final String FILES = "files";
    public static final String LINES = "lines";

    public static final String BREAKDOWN = "breakdown";

    public static final String RESTORE = "restore";
    public static final String RESTORE_REPORT = "restore-report";
    public static final String BATCHES_SINK = "batches-sink";

    private Uids() {}
}
