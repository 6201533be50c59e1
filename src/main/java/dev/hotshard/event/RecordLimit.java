package dev.hotshard.event;

import java.io.Serializable;

/** The largest record that the destination accepts. Checked for every event before it is written. */
@FunctionalInterface
public interface RecordLimit extends Serializable {

    /** Whether the destination accepts the record, by the size of its key, value and headers. */
    boolean fits(OutputRecord record);
}
