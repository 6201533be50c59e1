package dev.hotshard.recover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.RestoreFilters;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.time.ZoneId;

/** Rewritten events and restorers, by example. */
final class Rewritten {

    private Rewritten() {}

    /** A record without a timestamp, whose event was rewritten. */
    static SourceRecord record(String original) {
        return plain(HotEvent.rewrite(Events.read(original)));
    }

    /** The same for an event with these properties, as JSON without braces. */
    static SourceRecord withProperties(String properties) {
        return record("{\"event\":\"e\",\"properties\":{" + properties + "}}");
    }

    static SourceRecord plain(byte[] value) {
        return new SourceRecord(null, value, Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0);
    }

    static SourceRecord plain(String value) {
        return plain(value.getBytes(UTF_8));
    }

    static RestoreSpec spec(RestoreFilter choice) {
        return spec(choice, "UTC");
    }

    static RestoreSpec spec(RestoreFilter choice, String zone) {
        return new RestoreSpec(ReferenceDetector.keySpec(ZoneId.of(zone)), choice, null, null, false);
    }

    static RestoreSpec idFrom(String property) {
        return new RestoreSpec(ReferenceDetector.keySpec(ZoneId.of("UTC")), RestoreFilters.ALL, property, null, false);
    }

    static RestoreSpec idMap(String file) {
        return new RestoreSpec(ReferenceDetector.keySpec(ZoneId.of("UTC")), RestoreFilters.ALL, null, file, false);
    }

    static RestoreSpec derive(String idFrom) {
        return new RestoreSpec(ReferenceDetector.keySpec(ZoneId.of("UTC")), RestoreFilters.ALL, idFrom, null, true);
    }

    /** An event of this id, dated this many days after 1970-01-01. */
    static Event event(String distinctId, int day) {
        return Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":\"%s\",\"time\":%d,\"token\":\"p\"}}"
                .formatted(distinctId, day * 86_400L));
    }

    static String text(Event event) {
        return new String(event.value(), UTF_8);
    }
}
