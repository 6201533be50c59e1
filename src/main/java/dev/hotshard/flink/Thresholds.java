package dev.hotshard.flink;

import dev.hotshard.event.Event;
import java.io.Serializable;

/**
 * The threshold of each event: the number of events of its key that pass before it is hot. The only place
 * that gate and detector have it from.
 */
public interface Thresholds extends Serializable {

    /** The event's own threshold, at least 0. Called once or twice an event. */
    long of(Event event);

    /** The job's option, for what belongs to no single event: totals, and metrics of the slack. */
    long byDefault();

    /** The same threshold for all events. */
    static Thresholds fixed(long threshold) {
        return new Fixed(threshold);
    }

    /** The job's option holds for all. */
    record Fixed(long byDefault) implements Thresholds {
        @Override
        public long of(Event event) {
            return byDefault;
        }
    }
}
