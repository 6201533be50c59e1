package dev.hotshard.notice;

import dev.hotshard.event.Event;

/**
 * The alert: an id became hot. Emitted once per life of a key, at {@link HotId#detectedAt}.
 *
 * @param id the hot id
 * @param threshold the threshold that was crossed, in events
 * @param count the events counted, including the one that crossed the threshold
 */
public record OpenedNotice(HotId id, long threshold, long count) {

    /**
     * Creates the alert for the event that crossed the threshold.
     *
     * @param count the events counted, {@code crossing} included
     * @param nowMillis processing time, in milliseconds since the epoch
     */
    public static OpenedNotice of(Event crossing, long threshold, long count, long nowMillis) {
        return new OpenedNotice(HotId.of(crossing, nowMillis), threshold, count);
    }
}
