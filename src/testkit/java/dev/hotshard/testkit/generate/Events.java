package dev.hotshard.testkit.generate;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records and events by example. */
public final class Events {

    /** 2021-04-18T03:27:57Z. */
    public static final long TIME_MILLIS = 1_618_716_477_000L;

    private Events() {}

    /** A record with this value, no key and no headers, its timestamp {@link #TIME_MILLIS}. */
    public static SourceRecord record(String value) {
        return record(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A record with this value, no key and no headers, its timestamp {@link #TIME_MILLIS}. */
    public static SourceRecord record(byte[] value) {
        return new SourceRecord(null, value, Headers.NONE, TIME_MILLIS, 0, 0);
    }

    /** The value of an event of this id, dated 2021-04-18. */
    public static String value(String distinctId) {
        return "{\"event\":\"Signed up\",\"properties\":{\"time\":%d,\"distinct_id\":\"%s\",\"token\":\"p1\"}}"
                .formatted(TIME_MILLIS, distinctId);
    }

    /** The values of one event for each of this many ids, one per line. */
    public static String lines(int ids) {
        return IntStream.range(0, ids).mapToObj(i -> value("id " + i) + "\n").collect(Collectors.joining());
    }

    /** A record with the rewritten value of the event that this value holds. */
    public static SourceRecord rewritten(String value) {
        return record(HotEvent.rewrite(read(value)));
    }

    /** The event that a value holds under {@link ReferenceDetector#keySpec} in UTC; null if it holds none. */
    public static Event read(String value) {
        return read(record(value));
    }

    /** The event that a record holds under {@link ReferenceDetector#keySpec} in UTC; null if it holds none. */
    public static Event read(SourceRecord record) {
        KeySpec spec = ReferenceDetector.keySpec(ZoneId.of("UTC"));
        return new EventReader(spec, ReferenceDetector.MAX_EVENT_BYTES, () -> TIME_MILLIS).read(record);
    }
}
