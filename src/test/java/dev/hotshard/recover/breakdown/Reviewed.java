package dev.hotshard.recover.breakdown;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.time.ZoneId;

/** A breakdown of events by example. */
final class Reviewed {

    private final BreakdownScan review =
            new BreakdownScan(ReferenceDetector.keySpec(ZoneId.of("UTC")), ReferenceDetector.MAX_EVENT_BYTES);

    /** Adds rewritten events of an id. */
    Reviewed rewritten(int count, String id, String name, String... members) {
        return add(count, Events.rewritten(event(id, name, members)));
    }

    /** Adds events of an id that were not rewritten. */
    Reviewed plain(int count, String id, String name, String... members) {
        return add(count, Events.record(event(id, name, members)));
    }

    private Reviewed add(int count, SourceRecord record) {
        for (int i = 0; i < count; i++) {
            review.add(record);
        }
        return this;
    }

    Reviewed add(SourceRecord record) {
        return add(1, record);
    }

    Breakdown breakdown() {
        return review.breakdown();
    }

    BreakdownReport report() {
        return breakdown().report(Breakdown.MAX_TOP);
    }

    /** The id with most events. */
    BreakdownReport.IdReport first() {
        return report().top().get(0);
    }

    /** The value of an event; {@code members} are further members of its properties, as JSON. */
    static String event(String id, String name, String... members) {
        StringBuilder properties =
                new StringBuilder("\"time\":" + Events.TIME_MILLIS + ",\"distinct_id\":\"" + id + '"');
        for (String member : members) {
            properties.append(',').append(member);
        }
        return "{\"event\":\"" + name + "\",\"properties\":{" + properties + "}}";
    }

    static String insertId(int number) {
        return "\"$insert_id\":\"" + number + '"';
    }

    static String library(String library, String version) {
        return "\"mp_lib\":\"" + library + "\",\"$lib_version\":\"" + version + '"';
    }
}
