package dev.hotshard.flink;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.recover.OutcomeDelta;
import org.apache.flink.util.OutputTag;

/** The side outputs of the operators. */
public final class SideOutputs {

    /** Records that leave at the gate, before the keyed exchange. */
    public static final OutputTag<OutputRecord> OUT = new OutputTag<>("out", Types.OUTPUT_RECORD);
    /** Events of hot keys that the detector rewrote, under scatter keys. */
    public static final OutputTag<OutputRecord> SCATTERED = new OutputTag<>("scattered", Types.OUTPUT_RECORD);
    /** Notices of hot keys: an alert for each, and totals. */
    public static final OutputTag<OutputRecord> NOTICES = new OutputTag<>("notices", Types.OUTPUT_RECORD);
    /** Hints for the gate. */
    public static final OutputTag<Hint> HINTS = new OutputTag<>("hints", Types.HINT);
    /** Counts of the outcomes of a restore. */
    public static final OutputTag<OutcomeDelta> OUTCOME_DELTAS = new OutputTag<>("restore-counts", Types.OUTCOME_DELTA);

    private SideOutputs() {}
}
