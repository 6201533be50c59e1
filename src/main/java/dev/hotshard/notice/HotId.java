package dev.hotshard.notice;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One life of a hot key: the id, the event date on which it is hot, and how it became hot. All notices of
 * the life share it. Immutable; texts are cut to {@link DisplayText#MAX_BYTES}.
 *
 * @param key the counter key
 * @param project the project, empty if the event has none
 * @param distinctId the id's text; the literal of a number
 * @param eventDate the event date
 * @param eventName the name of the event that crossed the threshold; its JSON if it is not a string
 * @param detectedAt the processing time at which the event crossed the threshold, in whole milliseconds
 */
public record HotId(
        CounterKey key,
        DisplayText project,
        DisplayText distinctId,
        LocalDate eventDate,
        DisplayText eventName,
        Instant detectedAt) {

    static HotId of(Event crossing, long nowMillis) {
        byte[] value = crossing.value();
        return new HotId(
                crossing.key(),
                DisplayText.ofName(value, crossing.project()),
                DisplayText.of(value, crossing.distinctId()),
                crossing.date(),
                DisplayText.of(value, crossing.event()),
                Instant.ofEpochMilli(nowMillis));
    }
}
