package dev.hotshard.event;

import java.io.Serializable;

/** What the destination takes. Asked for every event, before it is written. */
@FunctionalInterface
public interface RecordLimit extends Serializable {

    /** Whether the destination takes a record of this size, key and headers included. */
    boolean fits(OutputRecord record);
}
