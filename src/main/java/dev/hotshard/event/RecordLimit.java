package dev.hotshard.event;

import java.io.Serializable;

/** The largest record that each destination accepts. Checked for every event before it is written. */
@FunctionalInterface
public interface RecordLimit extends Serializable {

    /** Accepts everything. */
    RecordLimit NONE = record -> true;

    /** Whether the destination of its route accepts the record, by the size of its key, value and headers. */
    boolean fits(OutputRecord record);

    /**
     * The longest value, in bytes, that the destination of its route accepts with the key and headers of this
     * record; negative if these alone are too large. The record's own value is ignored.
     */
    default long room(OutputRecord record) {
        return Long.MAX_VALUE;
    }
}
