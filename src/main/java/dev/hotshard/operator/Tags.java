package dev.hotshard.operator;

import dev.hotshard.detect.HotId;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.wire.Types;
import org.apache.flink.util.OutputTag;

/** The side outputs of the operators. */
public final class Tags {

    /** Events that are never counted, as they leave. */
    public static final OutputTag<OutputRecord> EXEMPT = new OutputTag<>("exempt", Types.OUTPUT_RECORD);
    /** Events of hot keys, to be rewritten. */
    public static final OutputTag<Event> HOT = new OutputTag<>("hot", Types.EVENT);
    /** One alert for each key that became hot. */
    public static final OutputTag<HotId> HOT_IDS = new OutputTag<>("hot-ids", Types.HOT_ID);
    /** Records that cannot go on. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", Types.DEAD_LETTER);

    private Tags() {}
}
