package dev.hotshard.flink;

import dev.hotshard.event.Event;
import java.io.Serializable;

/**
 * The threshold of each event: the number of events of its key that pass before it is hot. Gate and
 * detector both take it from here, so they cannot disagree.
 */
public interface Thresholds extends Serializable {

    /** The event's own threshold, at least 0. Called once or twice an event. */
    long of(Event event);

    /**
     * The threshold for whatever belongs to no single event, such as totals and the metrics of the slack.
     */
    long byDefault();

    /** Returns one threshold for all events. */
    static Thresholds fixed(long threshold) {
        return new Fixed(threshold);
    }

    /** One threshold for all events. */
    record Fixed(long byDefault) implements Thresholds {
        @Override
        public long of(Event event) {
            return byDefault;
        }
    }
}
