package dev.hotshard.flink;

import dev.hotshard.event.Event;
import java.util.HashMap;
import java.util.Map;

/** A threshold for each event, by its record's timestamp, that the test chooses. */
final class ThresholdPerEvent implements Thresholds {

    private static final long serialVersionUID = 1L;

    private final long byDefault;
    private final Map<Long, Long> thresholds = new HashMap<>();

    ThresholdPerEvent(long byDefault) {
        this.byDefault = byDefault;
    }

    void put(long timestampMillis, long threshold) {
        thresholds.put(timestampMillis, threshold);
    }

    @Override
    public long of(Event event) {
        return thresholds.getOrDefault(event.source().timestampMillis(), byDefault);
    }

    @Override
    public long byDefault() {
        return byDefault;
    }
}
