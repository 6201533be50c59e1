package dev.hotshard.flink;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.recover.OutcomeDelta;
import org.apache.flink.util.OutputTag;

/** The side outputs of the operators. */
public final class SideOutputs {

    /** Events that are never counted, as they leave. */
    public static final OutputTag<OutputRecord> EXEMPT = new OutputTag<>("exempt", Types.OUTPUT_RECORD);
    /** Events of hot keys, rewritten. */
    public static final OutputTag<OutputRecord> REWRITTEN = new OutputTag<>("rewritten", Types.OUTPUT_RECORD);
    /** Records that the gate let out by itself: rewritten, or admitted within the slack. */
    public static final OutputTag<OutputRecord> GATED = new OutputTag<>("gated", Types.OUTPUT_RECORD);
    /** Hints for the gate. */
    public static final OutputTag<Hint> HINTS = new OutputTag<>("hints", Types.HINT);
    /** What is told of hot keys: an alert for each, and totals. */
    public static final OutputTag<HotIdNotice> HOT_IDS = new OutputTag<>("hot-ids", Types.HOT_ID);
    /** Records that cannot go on. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", Types.DEAD_LETTER);
    /** Records that a restore leaves as they came. */
    public static final OutputTag<SourceRecord> LEFT = new OutputTag<>("left", Types.SOURCE_RECORD);
    /** What a restore has counted. */
    public static final OutputTag<OutcomeDelta> RESTORE_COUNTS = new OutputTag<>("restore-counts", Types.RESTORE_COUNT);

    private SideOutputs() {}
}
