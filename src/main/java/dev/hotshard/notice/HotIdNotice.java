package dev.hotshard.notice;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What is told of an id that is hot on one event date.
 *
 * @param type what it tells
 * @param key what the id is counted under
 * @param project the project, empty if it has none
 * @param distinctId the id; a number's literal text
 * @param eventDate the date on which it is hot
 * @param threshold the limit in force
 * @param count events counted so far; of an alert, the event that crossed the limit
 * @param rewritten events rewritten so far; of an alert, 0
 * @param eventName the name of the event that crossed the limit; for a name that is no string its JSON
 * @param detectedAt when the id became hot, in processing time
 * @param toldAt when this was told, in processing time
 */
public record HotIdNotice(
        Type type,
        CounterKey key,
        DisplayText project,
        DisplayText distinctId,
        LocalDate eventDate,
        long threshold,
        long count,
        long rewritten,
        DisplayText eventName,
        Instant detectedAt,
        Instant toldAt) {

    /** What is told. */
    public enum Type {
        /** The alert: the id became hot. */
        OPENED,
        /** How much of it was counted and rewritten so far. */
        TOTAL
    }

    public static HotIdNotice opened(Event crossing, long threshold, long count, long nowMillis) {
        byte[] value = crossing.value();
        Instant now = Instant.ofEpochMilli(nowMillis);
        return new HotIdNotice(
                Type.OPENED,
                crossing.key(),
                DisplayText.ofName(value, crossing.project()),
                DisplayText.of(value, crossing.distinctId()),
                crossing.date(),
                threshold,
                count,
                0,
                DisplayText.of(value, crossing.event()),
                now,
                now);
    }

    public HotIdNotice total(long count, long rewritten, long threshold, long nowMillis) {
        return new HotIdNotice(
                Type.TOTAL,
                key,
                project,
                distinctId,
                eventDate,
                threshold,
                count,
                rewritten,
                eventName,
                detectedAt,
                Instant.ofEpochMilli(nowMillis));
    }
}
