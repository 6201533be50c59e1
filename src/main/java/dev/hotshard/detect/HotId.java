package dev.hotshard.detect;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.Name;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An id that became hot on one event date: what a hot-id alert tells.
 *
 * @param key what the id is counted under
 * @param project the project, empty if it has none
 * @param distinctId the id; a number's literal text
 * @param eventDate the date on which it is hot
 * @param threshold the limit in force
 * @param count the event that crossed it
 * @param eventName the name of that event; for a name that is no string its JSON
 * @param detectedAt when, in processing time
 */
public record HotId(
        CounterKey key,
        Name project,
        Name distinctId,
        LocalDate eventDate,
        long threshold,
        long count,
        Name eventName,
        Instant detectedAt) {

    static HotId of(Event crossing, long threshold, KeyCount count) {
        byte[] value = crossing.value();
        return new HotId(crossing.key(), Name.ofName(value, crossing.project()), Name.of(value, crossing.distinctId()),
                crossing.date(), threshold, count.count(), Name.of(value, crossing.event()),
                Instant.ofEpochMilli(count.lastSeenMillis()));
    }
}
