package dev.hotshard.event;

import java.io.Serializable;

/** What the destinations of records take. Asked for every event before it is written. */
@FunctionalInterface
public interface RecordLimit extends Serializable {

    /** Takes everything. */
    RecordLimit NONE = record -> true;

    /** Whether the destination of its route takes a record of this size, key and headers included. */
    boolean fits(OutputRecord record);

    /**
     * How long a value the destination of its route takes in this record's place, in bytes, beside its key
     * and headers; negative if these are too large by themselves. The value itself does not matter.
     */
    default long room(OutputRecord record) {
        return Long.MAX_VALUE;
    }
}
